import { LiveEvent } from '@jingwei/api/events/contract.ts'
import { WallSign } from '@jingwei/api/wall/contract.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { sessionQuery } from '../access/access.api.ts'
import type { Piece } from '../events/event-stream.ts'
import { Link } from '../events/link.ts'
import { programmeQuery, readOpen, readPicture, remoteQuery } from './wall.api.ts'
import { WallStore } from './wall-store.ts'

/** The server speaks every two seconds: a silence of so long is said, and after so long the connection is given up. */
const staleMs = 3_500
const deadMs = 10_000
/** The numbers move with the clock too (what is overdue, midnight), and so often they are asked for anyway. */
const anywayMs = 12_000
/** Between two questions for the numbers; it grows with the time that the server takes to answer. */
const pauseMs = 1_500
const retryMs = 3_000
/** Asked anew so often: lateness moves with the clock, and a mistake of ours would not stay for months. */
const openMs = 120_000
/** An answer that takes longer is given up. */
const patienceMs = 20_000
const tickMs = 1_000

/** Follows the city: the stream for steps and signs, questions for the numbers, for as long as it takes. */
export class LiveWall {
  readonly store = new WallStore()
  readonly #queries: QueryClient
  readonly #link: Link
  #timer: ReturnType<typeof setInterval> | undefined
  /** Wanted: every step up to here counted in. */
  #wanted = 0
  #isBusy = false
  #askedAt = Number.NEGATIVE_INFINITY
  #pause = 0
  #openAt = Number.NEGATIVE_INFINITY
  #isOpenBusy = false
  #tickedAt = Date.now()

  constructor(queries: QueryClient) {
    this.#queries = queries
    this.#link = new Link({
      open: (lastId, signal) =>
        fetch('/api/wall/events', {
          signal,
          cache: 'no-store',
          headers: lastId === null ? {} : { 'last-event-id': lastId },
        }),
      onPiece: (piece, isFirst) => this.#hear(piece, isFirst),
      onState: feed => {
        const isCut = feed.status === 'lost' && this.store.state.feed.status !== 'lost'
        this.store.set({ feed })
        // perhaps this display's link is over
        if (isCut) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      },
      staleMs,
      deadMs,
    })
  }

  now(): number {
    return Date.now()
  }

  start(): () => void {
    this.#link.start()
    this.#timer = setInterval(() => this.#tick(), tickMs)
    const hurry = () => this.#link.hurry()
    window.addEventListener('online', hurry)
    return () => {
      window.removeEventListener('online', hurry)
      clearInterval(this.#timer)
      this.#link.stop()
      this.store.stop()
    }
  }

  #hear(piece: Piece, isFirst: boolean): void {
    if (piece.kind !== 'event') return
    if (piece.type === 'wall') {
      const sign = read(WallSign, piece.data)
      if (sign !== null) this.#follow(sign)
    } else if (piece.type === 'reset' || (isFirst && piece.id !== null)) {
      this.store.beginAt(Number(piece.id))
      this.#askedAt = Number.NEGATIVE_INFINITY
      this.#openAt = Number.NEGATIVE_INFINITY
      this.#ask()
      this.#askOpen()
    }
    const step = piece.type === 'message' && piece.data !== '' ? read(LiveEvent, piece.data) : null
    if (step === null || !this.store.step(step)) return
    this.#wanted = step.seq
    if (this.store.state.behindSince === null) this.store.set({ behindSince: Date.now() })
    this.#ask()
  }

  #follow({ programme, remote }: WallSign): void {
    for (const [query, rev] of [
      [programmeQuery, programme],
      [remoteQuery, remote],
    ] as const) {
      const known = this.#queries.getQueryData<{ rev: number }>(query.queryKey)
      if (known !== undefined && known.rev !== rev)
        void this.#queries.invalidateQueries({ queryKey: query.queryKey })
    }
  }

  #tick(): void {
    const now = Date.now()
    // the machine has slept, or somebody has set its clock: whatever was counted on is over
    const slept = Math.abs(now - this.#tickedAt - tickMs) > deadMs
    this.#tickedAt = now
    if (slept) {
      this.#askedAt = Number.NEGATIVE_INFINITY
      this.#openAt = Number.NEGATIVE_INFINITY
      const { behindSince } = this.store.state
      if (behindSince !== null && behindSince > now) this.store.set({ behindSince: now })
    }
    this.#ask()
    if (performance.now() - this.#openAt > openMs) this.#askOpen()
  }

  #ask(): void {
    const { picture } = this.store.state
    const sinceAsked = performance.now() - this.#askedAt
    const isBehind = picture === null || picture.seq < this.#wanted
    if (this.#isBusy || sinceAsked < (isBehind ? this.#pause : anywayMs)) return
    this.#isBusy = true
    this.#askedAt = performance.now()
    void this.#askNow().finally(() => {
      this.#isBusy = false
    })
  }

  async #askNow(): Promise<void> {
    const began = performance.now()
    try {
      const picture = await readPicture({ after: this.#wanted }, AbortSignal.timeout(patienceMs))
      this.#pause = Math.max(pauseMs, 2 * (performance.now() - began))
      this.store.set({ picture, behindSince: picture.seq < this.#wanted ? Date.now() : null })
    } catch {
      this.#pause = retryMs
      if (this.store.state.behindSince === null) this.store.set({ behindSince: Date.now() })
      // what failed is asked for again soon, also where nothing new was told
      this.#askedAt = performance.now() - anywayMs + retryMs
    }
  }

  #askOpen(): void {
    if (this.#isOpenBusy) return
    this.#isOpenBusy = true
    this.#openAt = performance.now()
    this.store.cases.expect()
    void readOpen(undefined, AbortSignal.timeout(patienceMs))
      .then(
        open => {
          this.store.cases.replace(open)
          this.store.soon()
        },
        () => {
          this.#openAt = performance.now() - openMs + retryMs
        },
      )
      .finally(() => {
        this.#isOpenBusy = false
      })
  }
}

function read<S extends z.ZodType>(contract: S, text: string): z.output<S> | null {
  try {
    return contract.parse(JSON.parse(text))
  } catch {
    return null
  }
}
