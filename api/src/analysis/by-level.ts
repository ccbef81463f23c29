import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import type { GridBase } from './contract.ts'

/** The grids of a level in order of codes. Throws `bad-field` when the city has none. */
export function gridsOfLevel(atlas: Atlas, level: string): readonly AtlasGrid[] {
  const grids = atlas.grids.filter(grid => grid.level === level)
  if (grids.length === 0) throw new Problem('bad-field', { field: 'level' })
  return grids
}

/** Figures of single grids, added up at a level; what no grid of it has is `elsewhere`. */
export function addUp(
  atlas: Atlas,
  level: string,
  figures: Iterable<readonly [gridId: number | null, figure: number]>,
): { at: ReadonlyMap<AtlasGrid, number>; elsewhere: number } {
  const at = new Map<AtlasGrid, number>()
  let elsewhere = 0
  for (const [id, figure] of figures) {
    const grid = id === null ? undefined : ancestorAt(atlas, id, level)
    if (grid === undefined) elsewhere += figure
    else at.set(grid, (at.get(grid) ?? 0) + figure)
  }
  return { at, elsewhere }
}

/** A grid itself or the one above it that is of a level. */
export function ancestorAt(atlas: Atlas, id: number, level: string): AtlasGrid | undefined {
  let grid = atlas.byId.get(id)
  while (grid !== undefined && grid.level !== level)
    grid = grid.parent === null ? undefined : atlas.tree.get(grid.parent)
  return grid
}

/** What the measures divide by. Households are known of a grid itself, or of every grid below it. */
export function baseOf(atlas: Atlas, grid: AtlasGrid, workers: number): GridBase {
  return {
    squareKilometers: grid.areaSquareMeters / 1e6,
    households: householdsOf(atlas, grid),
    workers,
  }
}

function householdsOf(atlas: Atlas, grid: AtlasGrid): number | null {
  if (grid.households !== null) return grid.households
  const below = atlas.tree.children(grid.code).map(child => householdsOf(atlas, child))
  return below.length === 0 || below.includes(null)
    ? null
    : below.reduce((sum: number, n) => sum + (n ?? 0), 0)
}
