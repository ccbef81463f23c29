import { type Clockwork, holdClockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { isOpen, type Verb } from '../incidents/life-cycle.ts'
import { Problem } from '../problem.ts'
import { type CaseRow, lockCase, selectCase } from './queries.ts'
import { recordMove } from './record-move.ts'
import { caseOf } from './standing.ts'

/** A case that nobody else moves before the transaction ends. */
export interface HeldCase {
  readonly row: CaseRow
  readonly atlas: Atlas
  readonly clockwork: Clockwork
}

/**
 * The calendar first, then the case: whoever changes the calendar takes them in this order too. Throws `not-found`.
 * @param tx a transaction's context
 */
export async function holdCase(tx: Ctx, atlas: Atlas, id: number): Promise<HeldCase> {
  const clockwork = await holdClockwork(tx)
  await lockCase(tx.sql, id)
  const row = await selectCase(tx.sql, id, calendarDay(tx.now, atlas.timeZone))
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  return { row, atlas, clockwork }
}

/** Adds what somebody has to say to the log of a held case, whatever its revision. Throws `move-not-open`. @returns the new revision */
export async function remark(
  tx: Ctx,
  { row, atlas, clockwork }: HeldCase,
  step: {
    verb: Extract<Verb, 'comment' | 'attach' | 'detach' | 'rate'>
    data: Readonly<Record<string, unknown>>
  },
): Promise<number> {
  if (!isOpen(caseOf(row), step.verb))
    throw new Problem('move-not-open', { field: 'verb', detail: { status: row.status, moves: [] } })
  const recorded = await recordMove(tx, atlas, clockwork, row, { ...step, actor: tx.actor.account })
  if (!recorded) throw new Error(`case ${row.id} was moved although it was held`)
  return row.rev + 1
}
