import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import type { WallPicture } from '@jingwei/api/wall/contract.ts'
import type { FeedState } from '../events/link.ts'
import { type OpenCase, OpenCases } from './open-cases.ts'

/** What the wall knows, whoever tells it: the live feed, or a day of the past that is played again. */
export interface WallState {
  readonly feed: FeedState
  readonly picture: WallPicture | null
  readonly open: readonly OpenCase[]
  /** Last sequence number heard, how many steps were heard, and how many of them twice. */
  readonly seq: number
  readonly heard: number
  readonly doubled: number
  /** Since when the numbers are behind what was told; null: they are not. */
  readonly behindSince: number | null
}

/** Steps that come together are shown together: nothing on a wall has to flicker. */
const gatherMs = 2_000

/** State with one writer and many readers. Readers are told at most every two seconds; steps are told at once, each once. */
export class WallStore {
  #state: WallState = {
    feed: { status: 'lost', heardAt: null },
    picture: null,
    open: [],
    seq: 0,
    heard: 0,
    doubled: 0,
    behindSince: null,
  }
  readonly cases = new OpenCases()
  readonly #readers = new Set<() => void>()
  readonly #steps = new Set<(step: LiveEvent) => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #heard = { seq: 0, heard: 0, doubled: 0 }

  get state(): WallState {
    return this.#state
  }

  subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader)
    return () => this.#readers.delete(reader)
  }

  onStep(listener: (step: LiveEvent) => void): () => void {
    this.#steps.add(listener)
    return () => this.#steps.delete(listener)
  }

  /** @returns false: it was told before, and counts for nothing */
  step(step: LiveEvent): boolean {
    const { seq, heard, doubled } = this.#heard
    if (step.seq <= seq) {
      this.#heard = { seq, heard, doubled: doubled + 1 }
      return false
    }
    this.#heard = { seq: step.seq, heard: heard + 1, doubled }
    this.cases.apply(step)
    for (const listener of this.#steps) listener(step)
    this.soon()
    return true
  }

  /** The stream begins after this number, or begins anew there. */
  beginAt(seq: number): void {
    this.#heard = { ...this.#heard, seq }
  }

  /** Tells the readers at once; what is gathered meanwhile comes in its own time. */
  set(change: Partial<WallState>): void {
    this.#state = { ...this.#state, ...this.#heard, ...change }
    for (const reader of this.#readers) reader()
  }

  /** Tells the readers of the cases and the count of steps in a moment. */
  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.set({ open: this.cases.all })
    }, gatherMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
