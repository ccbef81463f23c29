import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import type { Query, QueryClient } from '@tanstack/react-query'
import { calendarQuery } from '../calendar/calendar.api.ts'
import { gridsKey } from '../grids/grids.api.ts'
import { heatKey } from '../heat/heat.api.ts'
import { incidentsKey } from '../incidents/incidents.api.ts'
import { patchOpenPoints } from '../incidents/patch-open-points.ts'

/** Steps that arrive together are shown together. */
const gatherMs = 40
/** Shortest pause between two rounds of questions; it grows with the time that the server takes to answer. */
const pauseMs = 400

const [incidents] = incidentsKey
const [heat] = heatKey
const [grids] = gridsKey

/** Brings steps of cases into what the page has asked for: points at once, the rest by asking again, never faster than it is answered. */
export class Follower {
  readonly #queries: QueryClient
  #steps: LiveEvent[] = []
  #isAll = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false
  #stopped = false
  #calendar: string | null = null

  constructor(queries: QueryClient) {
    this.#queries = queries
  }

  step(step: LiveEvent): void {
    this.#steps.push(step)
    this.#plan()
  }

  /** Nobody knows what was missed. */
  everything(): void {
    this.#isAll = true
    this.#plan()
  }

  /** Told at every connection too: only another revision is news, and then every due time may be another one. */
  calendar(told: unknown): void {
    const rev = JSON.stringify(told)
    const known = this.#calendar
    this.#calendar = rev
    if (known === null || known === rev) return
    void this.#queries.invalidateQueries({ queryKey: calendarQuery.queryKey })
    this.everything()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #plan(afterMs = gatherMs): void {
    if (this.#timer !== undefined || this.#busy || this.#stopped) return
    this.#timer = setTimeout(() => void this.#round(), afterMs)
  }

  async #round(): Promise<void> {
    const steps = this.#steps
    const isAll = this.#isAll
    this.#timer = undefined
    this.#steps = []
    this.#isAll = false
    this.#busy = true
    const began = performance.now()
    const left = patchOpenPoints(this.#queries, steps)
    const ids = new Set(steps.map(step => step.id))
    await this.#queries.invalidateQueries({
      predicate: query => (isAll ? isOfCases(query) : isTouched(query, ids, left)),
    })
    this.#busy = false
    const pause = Math.max(pauseMs, performance.now() - began)
    if (this.#steps.length > 0 || this.#isAll) this.#plan(pause)
  }
}

/** Answers that are on their way count too: they may be older than the step. */
function isOfCases({ queryKey: [module] }: Query): boolean {
  return module === incidents || module === heat || module === grids
}

/** @param left questions about open points that could not be brought up to date by the steps alone */
function isTouched(query: Query, ids: ReadonlySet<number>, left: ReadonlySet<Query>): boolean {
  const [module, kind, what] = query.queryKey
  if (module === incidents && kind === 'open') return left.has(query)
  if (module === incidents && kind === 'one') return ids.has(Number(what))
  return isOfCases(query)
}
