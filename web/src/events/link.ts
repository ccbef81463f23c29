import { EventStreamParser, type Piece } from './event-stream.ts'

/** `live`: heard of the server just now · `stale`: connected, but nothing is heard · `lost`: not connected. */
export type FeedStatus = 'live' | 'stale' | 'lost'

export interface FeedState {
  readonly status: FeedStatus
  /** When the server was heard last, by what it then said of its own look at the log; null before the first time. */
  readonly heardAt: number | null
}

export interface LinkOptions {
  /** Opens the stream, going on after `lastId`. Throws, or answers something that is not ok, when it cannot. */
  readonly open: (lastId: string | null, signal: AbortSignal) => Promise<Response>
  readonly onPiece: (piece: Piece, isFirst: boolean) => void
  readonly onState: (state: FeedState) => void
  readonly now?: () => number
  /** Silence after which the picture counts as ageing, and after which the connection counts as dead, in milliseconds. */
  readonly staleMs?: number
  readonly deadMs?: number
}

/** The server speaks every two seconds; at a desk a silence is not worth a word before. */
const staleMs = 9_000
/** A connection that says nothing for so long is dead, whatever the system believes. */
const deadMs = 20_000
const tickMs = 500
const firstWaitMs = 300
const longestWaitMs = 8_000

/** One connection to the stream that is kept up: lost, it comes back by itself and goes on where it was. */
export class Link {
  #state: FeedState = { status: 'lost', heardAt: null }
  #lastId: string | null = null
  #connection: AbortController | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined
  #failures = 0
  #triedAt = 0
  #wanted = false
  readonly #options: LinkOptions
  readonly #now: () => number

  constructor(options: LinkOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#watch = setInterval(() => this.#look(), tickMs)
    void this.#connect()
  }

  /** Lets the connection go; `start` goes on where it was. */
  stop(): void {
    this.#wanted = false
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.#connection?.abort()
    this.#connection = null
    this.#set('lost')
  }

  /** The network is back: no need to wait out the pause. */
  hurry(): void {
    if (!this.#wanted || this.#connection !== null) return
    this.#failures = 0
    clearTimeout(this.#retry)
    void this.#connect()
  }

  async #connect(): Promise<void> {
    const connection = new AbortController()
    this.#connection = connection
    this.#triedAt = this.#now()
    try {
      const response = await this.#options.open(this.#lastId, connection.signal)
      if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`)
      await this.#read(response.body, connection)
    } catch {
      // whatever it was: below it is tried again
    }
    if (this.#connection !== connection) return
    connection.abort()
    this.#connection = null
    this.#set('lost')
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures++)
    // many pages that lost the same server do not come back in the same moment
    this.#retry = setTimeout(() => void this.#connect(), wait * (0.5 + Math.random() / 2))
  }

  async #read(body: ReadableStream<Uint8Array>, connection: AbortController): Promise<void> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    const parser = new EventStreamParser()
    for (;;) {
      const { value, done } = await reader.read()
      if (done || this.#connection !== connection) return
      this.#failures = 0
      const pieces = parser.push(decoder.decode(value, { stream: true }))
      this.#set('live', this.#now() - ageOf(pieces))
      for (const piece of pieces) this.#hear(piece)
    }
  }

  #hear(piece: Piece): void {
    const isFirst = this.#lastId === null
    if (piece.kind === 'event' && piece.id !== null) this.#lastId = piece.id
    this.#options.onPiece(piece, isFirst)
  }

  #look(): void {
    const now = this.#now()
    // a clock that was set back: counted from now on, or silence would not be noticed until it has come to where it was
    if (this.#triedAt > now) this.#triedAt = now
    if ((this.#state.heardAt ?? 0) > now) this.#set(this.#state.status, now)
    const { heardAt, status } = this.#state
    if (this.#connection === null) return
    const silence = now - Math.max(this.#triedAt, heardAt ?? 0)
    if (silence > (this.#options.deadMs ?? deadMs)) this.#connection.abort()
    else if (silence > (this.#options.staleMs ?? staleMs) && status === 'live') this.#set('stale')
  }

  #set(status: FeedStatus, heardAt = this.#state.heardAt): void {
    this.#state = { status, heardAt }
    this.#options.onState(this.#state)
  }
}

/** Milliseconds between the server's last look at the log and what it says now: a heart that beats on over a database that hangs is no news. */
function ageOf(pieces: readonly Piece[]): number {
  const last = pieces.at(-1)
  const said = last?.kind === 'comment' ? / (\d{1,6})$/.exec(last.text) : null
  return Number(said?.[1] ?? 0)
}
