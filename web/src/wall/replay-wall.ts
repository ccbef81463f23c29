import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { readOpen, readPicture, readSteps } from './wall.api.ts'
import { WallStore } from './wall-store.ts'

const hourMs = 3_600_000
const tickMs = 250
/** The numbers of a moment are asked for so often. */
const pictureMs = 6_000
const retryMs = 3_000

/** A span of the past, played again at a speed: the cases of its beginning, then its steps, with the numbers and the grids of then. */
export class ReplayWall {
  readonly store = new WallStore()
  readonly #from: number
  readonly #to: number
  readonly speed: number
  #beganAt = 0
  #timer: ReturnType<typeof setInterval> | undefined
  #steps: LiveEvent[] = []
  #loadedTo: number
  #told: number
  #count = 0
  #isLoading = false
  #pictureAt = Number.NEGATIVE_INFINITY
  #isAsking = false
  #stopped = false

  constructor(from: number, to: number, speed: number) {
    this.#from = from
    this.#to = to
    this.#loadedTo = from
    this.#told = from
    this.speed = speed
  }

  /** The moment that is shown. */
  now(): number {
    if (this.#beganAt === 0) return this.#from
    return Math.min(this.#to, this.#from + (performance.now() - this.#beganAt) * this.speed)
  }

  get isOver(): boolean {
    return this.now() >= this.#to
  }

  start(): () => void {
    void this.#begin()
    return () => {
      this.#stopped = true
      clearInterval(this.#timer)
      this.store.stop()
    }
  }

  async #begin(): Promise<void> {
    const at = new Date(this.#from).toISOString()
    while (!this.#stopped) {
      try {
        this.store.cases.replace(await readOpen(at))
        await this.#load()
        break
      } catch {
        await new Promise(done => setTimeout(done, retryMs))
      }
    }
    if (this.#stopped) return
    this.#beganAt = performance.now()
    this.store.set({ open: this.store.cases.all })
    this.#timer = setInterval(() => this.#tick(), tickMs)
  }

  #tick(): void {
    const now = Math.min(this.now(), this.#loadedTo)
    const due = this.#steps.findIndex(step => Date.parse(step.at) > now)
    const steps = this.#steps.splice(0, due < 0 ? this.#steps.length : due)
    // in the order in which they happened; the log's own numbers are in the order in which they were written
    for (const step of steps) this.store.step({ ...step, seq: ++this.#count })
    this.#told = now
    if (steps.length > 0) this.store.soon()
    if (this.#loadedTo < this.#to && this.#loadedTo - now < hourMs && !this.#isLoading)
      void this.#load().catch(() => undefined)
    if (performance.now() - this.#pictureAt > pictureMs) void this.#ask(new Date(this.#told))
  }

  async #load(): Promise<void> {
    this.#isLoading = true
    try {
      const to = Math.min(this.#to, this.#loadedTo + hourMs)
      const { steps } = await readSteps(new Date(this.#loadedTo).toISOString(), new Date(to).toISOString())
      this.#steps.push(...steps)
      this.#loadedTo = to
    } finally {
      this.#isLoading = false
    }
  }

  async #ask(at: Date): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    this.#pictureAt = performance.now()
    try {
      const picture = await readPicture({ at: at.toISOString() })
      this.store.set({ picture, feed: { status: 'stale', heardAt: at.getTime() } })
    } catch {
      // the next one will be asked for by the clock
    } finally {
      this.#isAsking = false
    }
  }
}
