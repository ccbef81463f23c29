import { canonicalFace, type Face } from '../face.ts'
import type { TopologyGrid } from '../topology.ts'
import { compareCodes } from '../tree.ts'
import type { ReadableBoundaries } from './boundaries.ts'

/** Everything that makes up the boundaries, in an order that depends on nothing but themselves. */
export type Written = { readonly faces: readonly Face[]; readonly grids: readonly TopologyGrid[] }

/** Faces and grids as they would be published: the same state always gives the same bytes. */
export function written(boundaries: ReadableBoundaries): Written {
  const faces = [...boundaries.faces()].map(([, { grid, rings }]) =>
    canonicalFace({
      grid,
      rings: rings.map(ring => Int32Array.from(ring.flatMap(v => boundaries.place(v)))),
    }),
  )
  return {
    faces: faces.sort((a, b) => compareCodes(a.grid, b.grid) || compareRings(a, b)),
    grids: [...boundaries.grids()].sort((a, b) => compareCodes(a.code, b.code)),
  }
}

function compareRings(a: Face, b: Face): number {
  const [p, q] = [a.rings[0] ?? [], b.rings[0] ?? []]
  return (p[0] ?? 0) - (q[0] ?? 0) || (p[1] ?? 0) - (q[1] ?? 0)
}
