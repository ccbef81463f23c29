import type { Ctx } from '../context.ts'
import type { IncidentScope } from '../incidents/filter.ts'
import { decode, storedZoom } from './cell.ts'
import { selectCells, selectGridCounts, selectTimeCounts, selectWeekHours } from './queries.ts'

/**
 * How many incidents of a scope there are, by cell, grid or time: what heat, analysis and walls count with. Two periods or two classes are
 * two scopes. Each answer counts every incident that the list would give for the same filter.
 */

/** Square cells of the Web-Mercator pyramid at `zoom`, as columns. */
export interface CellCounts {
  readonly zoom: number
  readonly xs: Uint32Array
  readonly ys: Uint32Array
  readonly counts: Uint32Array
  /** Incidents that named a grid instead of a place: they are in no cell. */
  readonly withoutPlace: number
}

/** By cell: at `zoom`, or at the finest one above it that needs at most `most` cells. */
export async function countByCell(
  ctx: Ctx,
  scope: IncidentScope,
  { zoom, most = Number.POSITIVE_INFINITY }: { zoom: number; most?: number },
): Promise<CellCounts> {
  const finest = Math.max(0, Math.min(storedZoom, Math.floor(zoom)))
  const rows = await selectCells(ctx.sql, scope, finest)
  const withoutPlace = rows.find(row => row.cell === null)?.incidents ?? 0
  let counts = new Map(rows.flatMap(row => (row.cell === null ? [] : [[row.cell, row.incidents] as const])))
  let at = finest
  while (counts.size > most && at > 0) {
    counts = coarser(counts)
    at--
  }
  const tiles = [...counts.keys()].map(decode)
  return {
    zoom: at,
    xs: Uint32Array.from(tiles, tile => tile.x),
    ys: Uint32Array.from(tiles, tile => tile.y),
    counts: Uint32Array.from(counts.values()),
    withoutPlace,
  }
}

/** By the id of the grid that has the case, a leaf (larger grids: the sum over `subtreeIds`); null is the city's own queue. */
export async function countByGrid(
  ctx: Ctx,
  scope: IncidentScope,
): Promise<ReadonlyMap<number | null, number>> {
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
  const counts = new Uint32Array(7 * 24)
  for (const { hour, incidents } of await selectWeekHours(ctx.sql, scope, timeZone)) counts[hour] = incidents
  return counts
}

/** Four cells become the one around them. */
function coarser(counts: ReadonlyMap<number, number>): Map<number, number> {
  const out = new Map<number, number>()
  for (const [cell, incidents] of counts) {
    const around = Math.floor(cell / 4)
    out.set(around, (out.get(around) ?? 0) + incidents)
  }
  return out
}
