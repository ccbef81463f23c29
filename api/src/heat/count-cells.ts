import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { asOf } from '../incidents/as-of.ts'
import { scopeOf } from '../incidents/filter.ts'
import { cellMeters } from './cell.ts'
import type { CellCounts } from './cell-counts.ts'
import { type HeatQuery, maxHeatCells } from './contract.ts'
import { countByCell } from './count.ts'

/** A map tile is 512 pixels wide: six zooms further down a cell is 8. */
const zoomsBelowMap = 6
/** Without a zoom: cells for a look at the whole city. */
const defaultMapZoom = 11

/** A heatmap before it is written as JSON or as bytes: `heat/contract.ts` says what the fields mean. */
export interface CountedHeat {
  readonly cells: CellCounts
  readonly cellMeters: number
  readonly total: number
}

/**
 * The incidents of a filter, counted in square cells that fit the map's zoom; the cells grow until there are few enough of
 * them. A report is in the next answer. Throws what `scopeOf` throws.
 */
export function countCells(ctx: Ctx, query: HeatQuery): Promise<CountedHeat> {
  return asOf(ctx, query.at, (then, atlas) => cellsOf(then, atlas, query))
}

async function cellsOf(ctx: Ctx, atlas: Atlas, query: HeatQuery): Promise<CountedHeat> {
  const { zoom: mapZoom = defaultMapZoom, format: _, ...filter } = query
  const scope = await scopeOf(ctx, atlas, filter)
  const cells = await countByCell(ctx, scope, { zoom: mapZoom + zoomsBelowMap, most: maxHeatCells })
  return {
    cells,
    cellMeters: Math.round(cellMeters(cells.zoom, middleLatitude(atlas)) * 100) / 100,
    total: cells.counts.reduce((sum, count) => sum + count, cells.withoutPlace),
  }
}

function middleLatitude(atlas: Atlas): number {
  const south = atlas.grids.reduce((low, grid) => Math.min(low, grid.bounds[1]), 90)
  const north = atlas.grids.reduce((high, grid) => Math.max(high, grid.bounds[3]), -90)
  return south > north ? 0 : (south + north) / 2
}
