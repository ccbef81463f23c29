import { type Gap, type Seen, settle } from './settle.ts'

/** How a tail reads the log. */
export interface Log<T> {
  top(): Promise<number>
  seen(after: number): Promise<Seen>
  /** Lowest first, at most `limit`. */
  read(after: number, until: number, limit: number): Promise<readonly T[]>
}

export interface TailOptions<T> {
  /** Longest time between two looks at the log. */
  pollMilliseconds(): number
  /** So many numbers before the end are read at the start: readers that come back find them in memory. */
  readonly backlog: number
  /** Everything told from now on comes after this number. */
  begin(position: number): void
  /** Steps that became final. */
  tell(steps: readonly T[]): void
  /** The log cannot be read, for the first time after it could. */
  fail(error: unknown): void
}

/** Follows the log of events: the one reader of this process. It looks when it is woken, and by the clock. */
export class Tail<T extends { readonly seq: number }> {
  /** Everything up to here has been told. */
  position = 0
  /** The highest number seen, told or not. */
  top = 0
  /** When the log was read last, by a clock that nobody sets (`performance.now`). */
  readAt = Number.NEGATIVE_INFINITY
  /** Why the last look saw nothing; null when it did. */
  failure: unknown = null
  readonly #log: Log<T>
  readonly #options: TailOptions<T>
  #gap: Gap | null = null
  #begun = false
  #looking: Promise<void> | null = null
  #again = false
  #endedAt = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = true

  constructor(log: Log<T>, options: TailOptions<T>) {
    this.#log = log
    this.#options = options
  }

  /** Looks at the log now, or in a moment when it has just been looked at. */
  wake(): void {
    if (this.#stopped || this.failure !== null) return
    this.#again = true
    if (this.#looking === null) this.#lookIn(this.#endedAt + restMilliseconds - performance.now())
  }

  async #catchUp(): Promise<void> {
    if (!this.#begun) {
      this.top = await this.#log.top()
      this.position = Math.max(0, this.top - this.#options.backlog)
      this.#gap = null
      this.#begun = true
      this.#options.begin(this.position)
    }
    for (;;) {
      const seen = await this.#log.seen(this.position)
      this.top = seen.top
      const { until, gap } = settle(this.position, this.#gap, seen)
      this.#gap = gap
      if (until > this.position) await this.#tellUntil(until)
      this.readAt = performance.now()
      if (this.position >= this.top || gap !== null) return
    }
  }

  start(): void {
    if (!this.#stopped) return
    this.#stopped = false
    void this.look()
  }

  /** What happens from now on is not followed; the next look begins anew near the end of the log. */
  stop(): void {
    this.#stopped = true
    this.#begun = false
    clearTimeout(this.#timer)
  }

  /** One look; never throws. Everybody who asks while it is under way gets the same one. */
  look(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#looking === null) this.#again = false
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null
      this.#endedAt = performance.now()
      const soon = this.#again || this.#gap !== null
      const calm = soon ? restMilliseconds : this.#options.pollMilliseconds()
      this.#lookIn(this.failure !== null ? failingMilliseconds : calm)
    })
    return this.#looking
  }

  #lookIn(milliseconds: number): void {
    clearTimeout(this.#timer)
    if (!this.#stopped) this.#timer = setTimeout(() => void this.look(), Math.max(0, milliseconds))
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.#catchUp()
      this.failure = null
    } catch (error) {
      if (this.failure === null) this.#options.fail(error)
      this.failure = error
    }
  }

  async #tellUntil(until: number): Promise<void> {
    for (;;) {
      const steps = await this.#log.read(this.position, until, batch)
      const last = steps.at(-1)
      const full = steps.length === batch && last !== undefined
      this.position = full ? last.seq : until
      this.#options.tell(steps)
      if (this.position >= until) return
    }
  }
}

/** Steps of one read. */
const batch = 500
/** Between two looks, however often it is woken: reports that come in one burst are told in one. */
const restMilliseconds = 50
const failingMilliseconds = 1000
