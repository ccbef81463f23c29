import type { Ctx } from '../context.ts'
import { selectCaseWithoutEvents, selectEventsOfNextCases } from './event-chain.queries.ts'
import { firstBrokenRevision } from './event-chain.ts'
import type { EventRow } from './queries.ts'

export type EventsVerdict =
  | { readonly whole: true; readonly cases: number; readonly events: number }
  /** `rev`: the first event of the case that is not what was written; 0: the case has none at all. */
  | { readonly whole: false; readonly incident: number; readonly rev: number }

const casesAtOnce = 2000

/** Recomputes the hashes of every case's events. */
export async function verifyEvents(ctx: Ctx): Promise<EventsVerdict> {
  const empty = await selectCaseWithoutEvents(ctx.sql)
  if (empty !== undefined) return { whole: false, incident: empty, rev: 0 }
  let [cases, events, last] = [0, 0, 0]
  for (;;) {
    const page = await selectEventsOfNextCases(ctx.sql, last, casesAtOnce)
    if (page.length === 0) return { whole: true, cases, events }
    const byCase = new Map<number, EventRow[]>()
    for (const event of page) byCase.set(event.incidentId, [...(byCase.get(event.incidentId) ?? []), event])
    for (const [incident, chain] of byCase) {
      const rev = firstBrokenRevision(chain)
      if (rev !== null) return { whole: false, incident, rev }
      last = incident
    }
    cases += byCase.size
    events += page.length
  }
}
