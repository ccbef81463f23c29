import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { MoveVerb } from './contract.ts'
import { type CaseRow, selectCase, selectCasesOf } from './queries.ts'
import { caseOf, movesOf, standingOf } from './standing.ts'

/** A case as `recordMove` takes it; undefined when there is none. */
export function readCase(ctx: Ctx, atlas: Atlas, id: number): Promise<CaseRow | undefined> {
  return selectCase(ctx.sql, id, calendarDay(ctx.now, atlas.timeZone))
}

/** The verbs open to the caller in several cases. */
export async function movesOfCases(
  ctx: Ctx,
  atlas: Atlas,
  ids: readonly number[],
): Promise<ReadonlyMap<number, MoveVerb[]>> {
  if (ctx.actor.account === null || ids.length === 0) return new Map()
  const rows = await selectCasesOf(ctx.sql, ids, calendarDay(ctx.now, atlas.timeZone))
  return new Map(rows.map(row => [row.id, movesOf(atlas, row, caseOf(row), standingOf(ctx, atlas, row))]))
}
