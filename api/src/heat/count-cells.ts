import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { scopeOf } from '../incidents/filter.ts'
import { cellMeters, decode, storedZoom } from './cell.ts'
import { type Heat, type HeatQuery, maxHeatCells } from './contract.ts'
import { selectCells } from './queries.ts'

/** A map tile is 512 pixels wide: six zooms further down a cell is 8. */
const zoomsBelowMap = 6
/** Without a zoom: cells for a look at the whole city. */
const defaultMapZoom = 11

/**
 * The incidents of a filter, counted in square cells that fit the map's zoom; the cells grow until there are few enough of
 * them. Read from the rows themselves: a report is in the next answer. Throws what `scopeOf` throws.
 */
export async function countCells(ctx: Ctx, query: HeatQuery): Promise<Heat> {
  const { zoom: mapZoom = defaultMapZoom, format: _, ...filter } = query
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const scope = await scopeOf(ctx, atlas, filter)
  let zoom = Math.min(storedZoom, Math.floor(mapZoom) + zoomsBelowMap)
  const rows = await selectCells(ctx.sql, scope, zoom)
  const withoutPlace = rows.find(row => row.cell === null)?.incidents ?? 0
  let counts = new Map(rows.flatMap(row => (row.cell === null ? [] : [[row.cell, row.incidents] as const])))
  while (counts.size > maxHeatCells && zoom > 0) {
    counts = coarser(counts)
    zoom--
  }
  const located = sum(counts.values())
  return {
    cellZoom: zoom,
    cellMeters: Math.round(cellMeters(zoom, middleLatitude(atlas)) * 100) / 100,
    total: located + withoutPlace,
    withoutPlace,
    max: [...counts.values()].reduce((a, b) => Math.max(a, b), 0),
    cells: [...counts].map(([cell, incidents]) => {
      const { x, y } = decode(cell)
      return [x, y, incidents]
    }),
  }
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

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

function middleLatitude(atlas: Atlas): number {
  const south = atlas.grids.reduce((low, grid) => Math.min(low, grid.bounds[1]), 90)
  const north = atlas.grids.reduce((high, grid) => Math.max(high, grid.bounds[3]), -90)
  return south > north ? 0 : (south + north) / 2
}
