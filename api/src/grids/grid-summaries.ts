import type { Ctx } from '../context.ts'
import { reachIn, seenWithin } from '../incidents/reach.ts'
import type { Atlas, AtlasGrid } from './atlas.ts'
import type { GridSummary } from './contract.ts'
import { selectOpenCounts } from './queries.ts'

/** Open incidents of each grid and everything below it, by status. */
export type OpenCounts = ReadonlyMap<AtlasGrid, Readonly<Record<string, number>>>

/** Counts what the caller may see of the open set of the context's time once and adds it up along the chains. */
export async function countOpen(ctx: Ctx, atlas: Atlas): Promise<OpenCounts> {
  const counts = new Map<AtlasGrid, Record<string, number>>()
  const reach = await reachIn(ctx, atlas)
  const seen = reach === null ? null : seenWithin(ctx.sql, reach)
  for (const { gridId, status, incidents } of await selectOpenCounts(ctx.sql, seen, ctx.past)) {
    const grid = gridId === null ? undefined : atlas.byId.get(gridId)
    for (const link of grid === undefined ? [] : atlas.tree.chain(grid.code)) {
      const byStatus = counts.get(link) ?? {}
      byStatus[status] = (byStatus[status] ?? 0) + incidents
      counts.set(link, byStatus)
    }
  }
  return counts
}

export function gridSummary(atlas: Atlas, open: OpenCounts, grid: AtlasGrid): GridSummary {
  const { id: _, ...fields } = grid
  const openIncidents = Object.values(open.get(grid) ?? {}).reduce((sum, n) => sum + n, 0)
  return { ...fields, childCount: atlas.tree.children(grid.code).length, openIncidents }
}
