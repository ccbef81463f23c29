import { type Arc, buildArcs } from './arcs.ts'
import { OUTSIDE } from './edges.ts'
import type { Partition } from './partition.ts'
import { coordinatesOf } from './partition.ts'
import type { Ring } from './ring.ts'
import type { GridTree } from './tree.ts'

/** A border drawn once, for all levels it belongs to. */
export type Border = {
  /** Key of the highest level whose grids it parts; null: the outer border of the coverage. */
  readonly level: string | null
  /** Leaf grids on both sides, left and right of the direction of the line; null = outside. */
  readonly left: string | null
  readonly right: string | null
  /** x0, y0, x1, y1, … in units; an open line, or closed with its last point equal to its first. */
  readonly line: Ring
}

/** Every border of the leaf faces once, with the highest level it parts. Borders between two faces of one grid are left out. */
export function bordersOf(partition: Partition, tree: GridTree): Border[] {
  const gridOf = (face: number) => (face === OUTSIDE ? null : (partition.faces[face]?.grid ?? null))
  const toBorder = (arc: Arc): Border[] => {
    const left = gridOf(arc.left)
    const right = gridOf(arc.right)
    if (left === right) return []
    const level = left === null || right === null ? null : levelParting(tree, left, right)
    return [{ level, left, right, line: coordinatesOf(partition, arc.vertices) }]
  }
  return buildArcs(partition).arcs.flatMap(toBorder)
}

/** The level at which the chains of two grids first differ: two micro grids of two streets are parted by the street. */
function levelParting(tree: GridTree, a: string, b: string): string | null {
  const chainA = tree.chain(a)
  const chainB = tree.chain(b)
  const at = chainA.findIndex((grid, i) => grid.code !== chainB[i]?.code)
  return chainA[at]?.level ?? null
}
