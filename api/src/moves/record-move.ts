import type { Clockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { appendEvent } from '../incidents/append-event.ts'
import { apply, type Case, type CaseEvent, type Verb } from '../incidents/life-cycle.ts'
import { type ClockEvent, clockAfter, clockTimes } from './clock.ts'
import { type CaseRow, updateCase } from './queries.ts'
import { stageEndedBy, stagesAfter, stageTimes } from './stages.ts'
import { caseOf, levelsAbove } from './standing.ts'

/** What an event of a move carries: the fields the caller gave, and what the program found for them. */
export type MoveData = CaseEvent['data'] & ClockEvent['data'] & Readonly<Record<string, unknown>>

/**
 * Writes one move that is open: the row and its event, in the caller's transaction.
 * @param clockwork held, so that the due time is that of the calendar in force
 * @returns false when somebody else moved the case first: then nothing was written
 */
export async function recordMove(
  ctx: Ctx,
  atlas: Atlas,
  clockwork: Clockwork,
  row: CaseRow,
  move: { verb: Exclude<Verb, 'report'>; actor: string | null; data: MoveData },
): Promise<boolean> {
  const { verb, actor } = move
  // The clocks of two servers differ; the events of a case are in order all the same.
  const at = new Date(Math.max(ctx.now.getTime(), row.updatedAt.getTime()))
  const before = caseOf(row)
  const ended = stageEndedBy(verb, before, row.stageClock)
  const late = ended !== null && row.stageDueAt !== null && at > row.stageDueAt
  const data = late ? { ...move.data, late } : move.data
  const after = apply(before, { verb, rev: row.rev + 1, actor, data })
  const clock = clockAfter(row.clock, before, { verb, at, data })
  const stages = stagesAfter({ clock: row.stageClock, late: row.lateStages }, before, { verb, at, data })
  const won = await updateCase(ctx.sql, row.id, row.rev, {
    ...after,
    clock,
    ...clockTimes(clockwork.calendar, clock, nextRung(atlas, clockwork, row.gridId, after)),
    stageClock: stages.clock,
    lateStages: stages.late,
    ...stageTimes(clockwork.calendar, stages.clock),
    updatedAt: at,
    takenAt: verb === 'take' ? at : verb === 'reopen' ? null : row.takenAt,
    closedAt: verb === 'close' || verb === 'follow' ? at : verb === 'reopen' ? null : row.closedAt,
  })
  if (!won) return false
  await appendEvent(ctx, {
    ...{ incidentId: row.id, rev: after.rev, verb, status: after.status },
    ...{ at, actor, data },
  })
  return true
}

/** Share of the limit at which the case climbs next; null when it has climbed all rungs, or is with the city already. */
export function nextRung(
  atlas: Atlas,
  { ladder }: Clockwork,
  gridId: number | null,
  { rungs, escalatedBy }: Pick<Case, 'rungs' | 'escalatedBy'>,
): number | null {
  return escalatedBy < levelsAbove(atlas, { gridId }) ? (ladder[rungs] ?? null) : null
}
