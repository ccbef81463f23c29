import { reachFor } from '../access/told.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { type Atlas, subtreeIds } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { selectPostsOf, selectSeen, within } from './filter.queries.ts'
import type { Assignee } from './life-cycle.ts'

/**
 * The cases that somebody may read one by one, and counts exactly, in a city that does not show them to everybody: those of the own grid and
 * below it, in the own nets, and those that were given to the own posts or department. Docs: decisions/012.
 */
export interface Reach {
  /** Null: of every grid, and of none. */
  readonly gridIds: readonly number[] | null
  /** Null: of every net. */
  readonly nets: readonly string[] | null
  readonly assignees: readonly Assignee[]
}

/** Null: every case. */
export async function reachIn(ctx: Ctx, atlas: Atlas): Promise<Reach | null> {
  const { actor } = ctx
  const granted = reachFor(actor, 'case.read')
  if (atlas.openCases || granted === 'all') return null
  if (granted === 'sub' && actor.grid === null && actor.nets === null) return null
  const all = actor.grid === null ? null : subtreeIds(atlas, actor.grid)
  return {
    gridIds: granted === 'sub' ? all : [],
    nets: actor.nets,
    assignees: granted === 'no' ? [] : await ownAssignees(ctx, atlas),
  }
}

/** What the caller's posts or department are given. */
export async function ownAssignees(ctx: Ctx, atlas: Atlas): Promise<Assignee[]> {
  const { person, department } = ctx.actor
  const day = calendarDay(ctx.past?.askedAt ?? ctx.now, atlas.timeZone)
  const posts = person === null ? [] : await selectPostsOf(ctx.sql, person, day)
  return [
    ...posts.map(id => ({ kind: 'post' as const, id })),
    ...(department === null ? [] : [{ kind: 'department' as const, id: department }]),
  ]
}

/** Throws `sign-in-required` or `not-allowed` where not all cases of the city are the caller's to see: for what shows all of them. */
export async function requireWholeCity(ctx: Ctx): Promise<void> {
  if ((await reachIn(ctx, await ctx.atlases.at(ctx, ctx.now))) === null) return
  throw new Problem(ctx.actor.account === null ? 'sign-in-required' : 'not-allowed')
}

/** Of some cases those that the caller may see. @param known the atlas of the context's time, where it is at hand */
export async function seenAmong(
  ctx: Ctx,
  ids: readonly number[],
  known?: Atlas,
): Promise<ReadonlySet<number>> {
  const reach = await reachIn(ctx, known ?? (await ctx.atlases.at(ctx, ctx.now)))
  return new Set(reach === null || ids.length === 0 ? ids : await selectSeen(ctx.sql, reach, ids, ctx.past))
}

/** The condition of a reach for a statement that reads `incident i`. */
export function seenWithin(sql: Sql, reach: Reach) {
  return within(sql, reach)
}
