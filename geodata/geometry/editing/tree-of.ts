import type { TopologyGrid } from '../topology.ts'
import type { ReadableBoundaries } from './boundaries.ts'
import { bordersOf } from './boundaries.ts'

/** From the largest grid down to the grid itself. */
export function chainOf(boundaries: ReadableBoundaries, code: string): TopologyGrid[] {
  const chain: TopologyGrid[] = []
  for (let grid = boundaries.grid(code); grid !== undefined; ) {
    chain.unshift(grid)
    grid = grid.parent === null ? undefined : boundaries.grid(grid.parent)
  }
  return chain
}

/** Rank of the largest level that a border between two leaf grids parts, 0 the largest; undefined: none. */
export function rankParting(boundaries: ReadableBoundaries, a: string, b: string): number | undefined {
  if (a === b) return undefined
  const [one, other] = [chainOf(boundaries, a), chainOf(boundaries, b)]
  const at = one.findIndex((grid, i) => grid.code !== other[i]?.code)
  return at < 0 ? undefined : at
}

/** Numbers of all faces in a grid and below it. */
export function facesBelow(boundaries: ReadableBoundaries, code: string): number[] {
  const children = boundaries.childrenOf(code)
  if (children.length === 0) return [...boundaries.facesOfGrid(code)]
  return children.flatMap(child => facesBelow(boundaries, child))
}

/** Codes of the leaf grids in a grid, itself if it is one. */
export function leavesBelow(boundaries: ReadableBoundaries, code: string): string[] {
  const children = boundaries.childrenOf(code)
  return children.length === 0 ? [code] : children.flatMap(child => leavesBelow(boundaries, child))
}

/** The directed borders around a set of faces, the set to their left. */
export function* bordersAround(
  boundaries: ReadableBoundaries,
  faces: ReadonlySet<number>,
): Generator<readonly [u: number, v: number]> {
  for (const number of faces) {
    const face = boundaries.face(number)
    if (face === undefined) continue
    for (const [u, v] of bordersOf(face)) {
      const other = boundaries.faceLeftOf(v, u)
      if (other === undefined || !faces.has(other)) yield [u, v]
    }
  }
}

/** Grids of the same level that share a border with a grid, the longest border first. */
export function neighboursOf(boundaries: ReadableBoundaries, code: string): TopologyGrid[] {
  const rank = chainOf(boundaries, code).length - 1
  const shared = new Map<string, number>()
  for (const [u, v] of bordersAround(boundaries, new Set(facesBelow(boundaries, code)))) {
    const other = boundaries.face(boundaries.faceLeftOf(v, u) ?? -1)
    if (other === undefined) continue
    const grid = chainOf(boundaries, other.grid)[rank]
    if (grid === undefined) continue
    const [ax, ay] = boundaries.place(u)
    const [bx, by] = boundaries.place(v)
    shared.set(grid.code, (shared.get(grid.code) ?? 0) + Math.hypot(bx - ax, by - ay))
  }
  return [...shared].sort((a, b) => b[1] - a[1]).flatMap(([neighbour]) => boundaries.grid(neighbour) ?? [])
}
