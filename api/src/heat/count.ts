import type { Ctx } from '../context.ts'
import type { IncidentScope } from '../incidents/filter.ts'
import { decode, storedZoom } from './cell.ts'
import { type CellCounts, coarser } from './cell-counts.ts'
import { cellsInStore, gridsInStore, timesInStore, weekHoursInStore } from './count-in-store.ts'
import type { IncidentStore } from './incident-store.ts'
import { selectCells, selectGridCounts, selectTimeCounts, selectWeekHours } from './queries.ts'

/**
 * How many incidents of a scope there are, by cell, grid or time: what heat, analysis and walls count with. Two periods or two classes are
 * two scopes. Each answer counts every incident that the list would give for the same filter: from the store in memory where it can
 * (`heat-store.ts`), else from the rows.
 */

/** By cell: at `zoom`, or at the finest one above it that needs at most `most` cells. */
export async function countByCell(
  ctx: Ctx,
  scope: IncidentScope,
  { zoom, most = Number.POSITIVE_INFINITY }: { zoom: number; most?: number },
): Promise<CellCounts> {
  const finest = Math.max(0, Math.min(storedZoom, Math.floor(zoom)))
  const store = await storeFor(ctx, scope)
  const counted = store && (await cellsInStore(store, scope, finest, most))
  if (counted !== null) return counted
  const rows = await selectCells(ctx.sql, scope, finest)
  const placed = rows.flatMap(({ cell, incidents }) =>
    cell === null ? [] : [{ ...decode(cell), incidents }],
  )
  let cells: CellCounts = {
    zoom: finest,
    xs: Uint32Array.from(placed, ({ x }) => x),
    ys: Uint32Array.from(placed, ({ y }) => y),
    counts: Uint32Array.from(placed, ({ incidents }) => incidents),
    withoutPlace: rows.find(({ cell }) => cell === null)?.incidents ?? 0,
  }
  while (cells.counts.length > most && cells.zoom > 0) cells = coarser(cells)
  return cells
}

/** By the id of the grid that has the case, a leaf (larger grids: the sum over `subtreeIds`); null is the city's own queue. */
export async function countByGrid(
  ctx: Ctx,
  scope: IncidentScope,
): Promise<ReadonlyMap<number | null, number>> {
  const store = await storeFor(ctx, scope)
  const counted = store && (await gridsInStore(store, scope))
  if (counted !== null) return counted
  const rows = await selectGridCounts(ctx.sql, scope)
  return new Map(rows.map(row => [row.gridId, row.incidents]))
}

/** By the moment of reporting: entry i counts from edge i, included, to edge i + 1. Edges ascend; what lies outside of them is not counted. */
export async function countByTime(
  ctx: Ctx,
  scope: IncidentScope,
  edges: readonly Date[],
): Promise<Uint32Array> {
  const counts = new Uint32Array(Math.max(0, edges.length - 1))
  if (counts.length === 0) return counts
  const store = await storeFor(ctx, scope)
  const counted = store && (await timesInStore(store, scope, edges))
  if (counted !== null) return counted
  for (const { bucket, incidents } of await selectTimeCounts(ctx.sql, scope, edges))
    if (bucket >= 1 && bucket <= counts.length) counts[bucket - 1] = incidents
  return counts
}

/** By the hour of the week on the city's clock, 168 entries: the first one is Monday from 0 to 1 o'clock. */
export async function countByWeekHour(
  ctx: Ctx,
  scope: IncidentScope,
  timeZone: string,
): Promise<Uint32Array> {
  const store = await storeFor(ctx, scope)
  const counted = store && (await weekHoursInStore(store, scope, timeZone))
  if (counted !== null) return counted
  const counts = new Uint32Array(7 * 24)
  for (const { hour, incidents } of await selectWeekHours(ctx.sql, scope, timeZone)) counts[hour] = incidents
  return counts
}

/** None for the past: it knows the cases as they are. */
async function storeFor({ heat }: Ctx, { past }: IncidentScope): Promise<IncidentStore | null> {
  return past === undefined ? heat.current() : null
}
