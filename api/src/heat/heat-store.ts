import { AskedThread } from '../asked-thread.ts'
import type { Ctx } from '../context.ts'
import { followLog } from '../events/follow-log.ts'
import type { Tail } from '../events/tail.ts'
import type { Atlas } from '../grids/atlas.ts'
import { IncidentStore, type Scanner } from './incident-store.ts'
import { loadPages, numbered, waitForOlder } from './load-pages.ts'
import { frameAround } from './place-frame.ts'
import { type StoredIncident, selectChanged } from './store.queries.ts'

/** What `/metrics` tells of the store. */
export interface StoreReport {
  readonly isReady: boolean
  readonly rows: number
  /** 0…1 while it is filled. */
  readonly progress: number
}

/** What is new is read before every answer; by the clock only so that it never becomes much. */
const pollMilliseconds = 1000

/**
 * Every incident in the memory of this process, for counting: filled at the start while the page works, then following the log of events
 * like everybody who listens (`events/tail.ts`). Where it is not ready, or cannot follow, its callers count in the database.
 */
export class HeatStore {
  readonly #source: () => Ctx
  readonly #scanner: Scanner = new AskedThread(new URL('scan-thread.ts', import.meta.url), 'heat-scan')
  #store: IncidentStore | null = null
  #tail: Tail<StoredIncident & { seq: number }> | null = null
  #progress = 0
  #looking: Promise<void> | null = null
  #closed = false

  /** @param source the program's own context of now; it throws while there is no database */
  constructor(source: () => Ctx) {
    this.#source = source
  }

  get report(): StoreReport {
    return { isReady: this.#tail !== null, rows: this.#store?.length ?? 0, progress: this.#progress }
  }

  /** The store with everything that was committed before the question; null: not there yet, or behind. */
  async current(): Promise<IncidentStore | null> {
    if (this.#tail === null || this.#store === null) return null
    // a look that is under way may have begun before the caller's own write
    await this.#looking
    this.#looking ??= this.#tail.look().finally(() => {
      this.#looking = null
    })
    await this.#looking
    return this.#tail.failure === null ? this.#store : null
  }

  /** Reads everything, then follows. Never throws: without a store, the database counts. */
  async fill(): Promise<void> {
    const began = performance.now()
    try {
      await this.#fill()
      const { length: rows } = this.#store ?? { length: 0 }
      this.#source().log.info({ rows, ms: Math.round(performance.now() - began) }, 'heat store')
    } catch (error) {
      if (!this.#closed) this.#source().log.error({ err: error }, 'the heat store cannot be filled')
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#tail?.stop()
    this.#tail = null
    await this.#scanner.close()
  }

  async #fill(): Promise<void> {
    const ctx = this.#source()
    const atlas = await ctx.atlases.at(ctx, ctx.now)
    const store = new IncidentStore(frameAround(boundsOf(atlas)), this.#scanner)
    this.#store = store
    const top = await waitForOlder(() => this.#source().sql)
    await loadPages(
      () => this.#source().sql,
      store,
      progress => {
        this.#progress = progress
        return !this.#closed
      },
    )
    if (this.#closed) return
    const tail = followLog<StoredIncident & { seq: number }>(() => this.#source().sql, top, {
      pollMilliseconds,
      read: selectChanged,
      tell: steps => {
        for (const step of steps) store.put(numbered(store, step))
      },
      fail: error => ctx.log.error({ err: error }, 'the heat store cannot follow the log of events'),
    })
    await tail.look()
    if (tail.failure !== null) throw tail.failure
    this.#progress = 1
    this.#tail = tail
    tail.start()
  }
}

function boundsOf({ grids }: Atlas): [west: number, south: number, east: number, north: number] {
  const least = (side: 0 | 1) => grids.reduce((far, { bounds }) => Math.min(far, bounds[side]), 180)
  const most = (side: 2 | 3) => grids.reduce((far, { bounds }) => Math.max(far, bounds[side]), -180)
  return grids.length === 0 ? [0, 0, 0, 0] : [least(0), least(1), most(2), most(3)]
}

/** For programs that count nothing: it is never filled. */
export function unfilledStore(): HeatStore {
  return new HeatStore(() => {
    throw new Error('this heat store has no source')
  })
}
