import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { selectCase } from './queries.ts'
import { type CaseStanding, standingOf } from './standing.ts'

/** How the caller stands to a case, and what the caller's reach is compared with. Throws `not-found`. */
export async function caseStanding(ctx: Ctx, id: number): Promise<CaseStanding> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const row = await selectCase(ctx.sql, id, calendarDay(ctx.now, atlas.timeZone))
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  return standingOf(ctx, atlas, row)
}
