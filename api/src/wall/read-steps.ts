import type { Ctx } from '../context.ts'
import { incidentNumber } from '../incidents/number.ts'
import { Problem } from '../problem.ts'
import type { WallSteps } from './contract.ts'
import { selectPastSteps } from './queries.ts'

const longestMs = 3_600_000
/** A city of millions does not have so many in an hour. */
const most = 50_000

/** What happened in `(from, to]`, with the grids of that time. Throws `bad-field` for more than an hour, `before-first-version`. */
export async function readSteps(ctx: Ctx, from: Date, to: Date): Promise<WallSteps> {
  if (!(from < to) || to.getTime() - from.getTime() > longestMs)
    throw new Problem('bad-field', { field: 'to' })
  const atlas = await ctx.atlases.at(ctx, to)
  const rows = await selectPastSteps(ctx.sql, from, to, most)
  return {
    steps: rows.map(({ incidentId: id, gridId, reportedAt, at, ...row }) => {
      const grid = gridId === null ? undefined : atlas.byId.get(gridId)
      return {
        ...row,
        id,
        number: incidentNumber(id, reportedAt, atlas.timeZone),
        at: at.toISOString(),
        grid: grid?.code ?? null,
        chain: grid === undefined ? [] : atlas.tree.chain(grid.code).map(link => link.code),
      }
    }),
  }
}
