import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import { OUTSIDE } from '@jingwei/geodata/geometry/edges.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { Atlas, AtlasGrid } from './atlas.ts'

export interface Neighbour {
  readonly grid: AtlasGrid
  /** Length of the shared border along the great circles of its edges. */
  readonly sharedMeters: number
}

/** Grids of the same level that share a border with a grid, longest border first; touching in a point is not sharing. */
export function neighboursOf(atlas: Atlas, grid: AtlasGrid): Neighbour[] {
  const { edges } = atlas.partition
  const owner = ownerAtLevel(atlas, grid.level)
  const shared = new Map<AtlasGrid, number>()
  for (let e = 0; e < edges.from.length; e++) {
    const left = owner(edges.left[e] as number)
    const right = owner(edges.right[e] as number)
    if (left === right || (left !== grid && right !== grid)) continue
    const other = left === grid ? right : left
    if (other !== null) shared.set(other, (shared.get(other) ?? 0) + edgeMeters(atlas, e))
  }
  return [...shared]
    .map(([neighbour, sharedMeters]) => ({ grid: neighbour, sharedMeters }))
    .sort((a, b) => b.sharedMeters - a.sharedMeters)
}

/** Grids of a level by the others that share a border with them; touching in a point is not sharing. */
export function adjacencyOf(atlas: Atlas, level: string): ReadonlyMap<AtlasGrid, ReadonlySet<AtlasGrid>> {
  const { edges } = atlas.partition
  const owner = ownerAtLevel(atlas, level)
  const adjacency = new Map<AtlasGrid, Set<AtlasGrid>>()
  const join = (grid: AtlasGrid, other: AtlasGrid) => {
    const known = adjacency.get(grid)
    if (known === undefined) adjacency.set(grid, new Set([other]))
    else known.add(other)
  }
  for (let e = 0; e < edges.from.length; e++) {
    const left = owner(edges.left[e] as number)
    const right = owner(edges.right[e] as number)
    if (left === right || left === null || right === null) continue
    join(left, right)
    join(right, left)
  }
  return adjacency
}

/** The grid of a level that a face belongs to; null for the world outside and for branches that lack the level. */
function ownerAtLevel(atlas: Atlas, level: string): (face: number) => AtlasGrid | null {
  const owners = atlas.leafOfFace.map(
    leaf => atlas.tree.chain(leaf.code).find(link => link.level === level) ?? null,
  )
  return face => (face === OUTSIDE ? null : (owners[face] ?? null))
}

function edgeMeters({ partition: { edges, xs, ys } }: Atlas, e: number): number {
  const degrees = (axis: Int32Array, vertex: number | undefined) => toDegrees(axis[vertex ?? 0] ?? 0)
  const from = edges.from[e]
  const to = edges.to[e]
  return distanceMeters(degrees(xs, from), degrees(ys, from), degrees(xs, to), degrees(ys, to))
}
