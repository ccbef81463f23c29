import type { Failure } from '../api.ts'
import { asFailure } from '../ui/states.tsx'
import type { KeptEntry, StepStore } from './step-store.ts'
import type { Entry } from './steps.ts'

/** `held`: the server has refused what waits, with the reason in `failure`; somebody has to decide. */
export type SavingState = 'saved' | 'saving' | 'waiting' | 'held'

/** What the server answers to. */
export interface DraftServer {
  /** Adds entries after the first `rev` of the log. */
  add(draft: number, rev: number, entries: readonly Entry[]): Promise<{ rev: number }>
  log(draft: number): Promise<readonly Entry[]>
}

/** Entries that one request may carry. */
const mostInBatch = 200
/** Between two tries without a connection. */
const retryMs = 4000

/**
 * Takes each entry to this device's disk and then to the server, in order, once. An answer that was lost is found again: the log has
 * what was sent. Where the log has something else, nothing is thrown away and the author is asked.
 */
export class Saving {
  state: SavingState = 'saved'
  failure: Failure | null = null
  readonly draft: number
  readonly #store: StepStore
  readonly #server: DraftServer
  readonly #listeners = new Set<() => void>()
  #rev: number
  #waiting: KeptEntry[] = []
  #isSending = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(draft: number, rev: number, store: StepStore, server: DraftServer) {
    this.draft = draft
    this.#rev = rev
    this.#store = store
    this.#server = server
  }

  /** Entries that the server does not have. */
  get waiting(): readonly KeptEntry[] {
    return this.#waiting
  }

  /** Entries of the log that the server has. */
  get rev(): number {
    return this.#rev
  }

  listen = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  /** Goes on with what was left on the disk: entries that follow the log. */
  resume(kept: readonly KeptEntry[]): void {
    this.#waiting = [...kept]
    void this.send()
  }

  push(entry: Entry): void {
    const kept = { draft: this.draft, rev: this.#rev + this.#waiting.length, entry }
    this.#waiting.push(kept)
    this.#tell(this.state === 'held' ? 'held' : 'saving')
    // a disk that is full or forbidden stops no one: the entry is still on its way to the server
    void this.#store
      .add(kept)
      .catch(() => undefined)
      .then(() => this.send())
  }

  async send(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#isSending || this.state === 'held') return
    this.#isSending = true
    try {
      while (this.#waiting.length > 0) await this.#sendBatch()
      this.#tell('saved')
    } catch (error) {
      this.#fail(asFailure(error))
    } finally {
      this.#isSending = false
    }
  }

  /** The author wants what is held to be tried again. */
  again(): void {
    this.state = 'saving'
    void this.send()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }

  async #sendBatch(): Promise<void> {
    const batch = this.#waiting.slice(0, mostInBatch)
    this.#tell('saving')
    try {
      await this.#server.add(
        this.draft,
        this.#rev,
        batch.map(({ entry }) => entry),
      )
    } catch (error) {
      if (asFailure(error).code !== 'draft-moved') throw error
      if (!(await this.#isThere(batch))) throw error
    }
    this.#rev += batch.length
    this.#waiting = this.#waiting.slice(batch.length)
    await this.#store.dropBefore(this.draft, this.#rev).catch(() => undefined)
  }

  /** Whether the log has exactly these entries where they belong: they arrived, their answer did not. */
  async #isThere(batch: readonly KeptEntry[]): Promise<boolean> {
    const log = await this.#server.log(this.draft)
    return batch.every(({ rev, entry }) => sameEntry(log[rev], entry))
  }

  #fail(failure: Failure): void {
    this.failure = failure
    const comesBack = failure.status === 0 || failure.status >= 500 || failure.status === 429
    this.#tell(comesBack ? 'waiting' : 'held')
    if (comesBack) this.#timer = setTimeout(() => void this.send(), retryMs)
  }

  #tell(state: SavingState): void {
    if (state === 'saved' || state === 'saving') this.failure = state === 'saved' ? null : this.failure
    this.state = state
    for (const listener of this.#listeners) listener()
  }
}

/** Splits what was kept into what the log has, what follows it, and what contradicts it. */
export function sortKept(
  kept: readonly KeptEntry[],
  log: readonly Entry[],
): { follows: KeptEntry[]; contradicts: KeptEntry[] } {
  const unknown = kept.filter(({ rev, entry }) => rev >= log.length || !sameEntry(log[rev], entry))
  const follows = unknown.every(({ rev }, i) => rev === log.length + i)
  return follows ? { follows: unknown, contradicts: [] } : { follows: [], contradicts: unknown }
}

export function sameEntry(a: Entry | undefined, b: Entry): boolean {
  return a !== undefined && spelled(a) === spelled(b)
}

/** The same whatever the order of the fields: a database keeps none. */
function spelled(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
