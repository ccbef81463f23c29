import { authorize } from '../access/authorize.ts'
import { servingCenter } from '../centers/nearest-center.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Assignees } from './contract.ts'
import { selectCase } from './queries.ts'
import { codeOf, heightOf } from './standing.ts'
import { selectCandidates } from './workload.queries.ts'

/**
 * Whom the caller can dispatch a case to: the posts of its chain, its own grid's first, the centers that serve those grids, and the
 * departments. For a case outside the grids the posts and centers of the largest grids. Throws `not-found`, `not-allowed`.
 */
export async function listAssignees(ctx: Ctx, id: number): Promise<Assignees> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const day = calendarDay(ctx.now, atlas.timeZone)
  const row = await selectCase(ctx.sql, id, day)
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  const code = codeOf(atlas, row.gridId)
  await authorize(ctx, 'assignee.list', { grid: code, net: row.net, person: null })
  const chain = code === null ? atlas.tree.roots : [...atlas.tree.chain(code)].reverse()
  const own = chain.filter(grid => heightOf(atlas, grid.code, ctx.actor.grid) !== null)
  const centers = own.flatMap(grid => servingCenter(atlas, grid)?.center ?? [])
  const within = centers.filter(
    ({ grid }) => ctx.actor.grid === null || heightOf(atlas, grid?.code ?? null, ctx.actor.grid) !== null,
  )
  const rows = await selectCandidates(ctx.sql, {
    grids: own.map(grid => grid.id),
    centers: [...new Set(within.map(center => center.id))],
    day,
  })
  return { assignees: rows.map(({ gridId, ...each }) => ({ ...each, grid: codeOf(atlas, gridId) })) }
}
