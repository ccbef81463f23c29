import type { Ctx } from '../context.ts'
import { reachIn } from '../incidents/reach.ts'
import { Problem } from '../problem.ts'

/**
 * The grid whose steps a stream tells; null: the whole city. Where cases are not shown to everybody, a stream is one grid's: the caller's
 * own, or one below it. Throws `unknown-grid`, `sign-in-required`, `not-allowed`.
 */
export async function followedGrid(ctx: Ctx, asked: string | null): Promise<string | null> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const grid = asked === null ? null : atlas.tree.get(asked)
  if (grid === undefined) throw new Problem('unknown-grid', { field: 'grid' })
  const reach = await reachIn(ctx, atlas)
  if (reach === null) return asked
  // what is told is shared by all who follow a grid: it cannot be narrowed to nets or to one's own cases
  const { gridIds, nets } = reach
  if (nets === null && gridIds !== null) {
    if (grid === null && gridIds.length > 0) return ctx.actor.grid
    if (grid !== null && gridIds.includes(grid.id)) return asked
  }
  throw new Problem(ctx.actor.account === null ? 'sign-in-required' : 'not-allowed', { field: 'grid' })
}
