import { GeometryError } from './geometry-error.ts'

/** What the geometry needs to know of a grid: its code, the key of its level, its parent's code. */
export type GridNode = {
  readonly code: string
  /** Key of the level, as in the city profile. */
  readonly level: string
  readonly parent: string | null
}

/** The grids of one version by code, with their parents and children. Any number of levels. */
export type GridTree<G extends GridNode = GridNode> = {
  readonly roots: readonly G[]
  get(code: string): G | undefined
  children(code: string): readonly G[]
  /** From the largest grid down to the grid itself; empty for an unknown code. */
  chain(code: string): readonly G[]
  /** All grids without children at or below a grid, the grid itself if it has none. */
  leaves(code: string): readonly G[]
}

/** Links grids into a tree; siblings in ascending order of code. Throws `duplicate-code`, `unknown-parent`, `cyclic-tree`. */
export function growTree<G extends GridNode>(grids: readonly G[]): GridTree<G> {
  const byCode = new Map<string, G>()
  const below = new Map<string, G[]>()
  const roots: G[] = []
  for (const grid of grids) {
    if (byCode.has(grid.code)) throw new GeometryError('duplicate-code', grid.code)
    byCode.set(grid.code, grid)
  }
  for (const grid of [...grids].sort((a, b) => compareCodes(a.code, b.code))) {
    if (grid.parent === null) roots.push(grid)
    else if (!byCode.has(grid.parent)) throw new GeometryError('unknown-parent', grid.code)
    else if (below.has(grid.parent)) below.get(grid.parent)?.push(grid)
    else below.set(grid.parent, [grid])
  }

  const chains = new Map<string, readonly G[]>()
  const descend = (grid: G, above: readonly G[]) => {
    const chain = [...above, grid]
    chains.set(grid.code, chain)
    for (const child of below.get(grid.code) ?? []) descend(child, chain)
  }
  for (const root of roots) descend(root, [])
  const lost = grids.find(grid => !chains.has(grid.code))
  if (lost !== undefined) throw new GeometryError('cyclic-tree', lost.code)

  const leaves = (code: string): readonly G[] => {
    const grid = byCode.get(code)
    if (grid === undefined) return []
    const children = below.get(code)
    return children === undefined ? [grid] : children.flatMap(child => leaves(child.code))
  }
  return {
    roots,
    get: code => byCode.get(code),
    children: code => below.get(code) ?? [],
    chain: code => chains.get(code) ?? [],
    leaves,
  }
}

/** The one order of codes: by character value, no locale (PostgreSQL: COLLATE "C"). */
export function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
