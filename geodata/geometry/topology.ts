import { buildArcs } from './arcs.ts'
import { canonicalFace, type Face } from './face.ts'
import { GeometryError } from './geometry-error.ts'
import { buildPartition } from './partition.ts'
import type { GridNode } from './tree.ts'
import { UNITS_PER_DEGREE } from './units.ts'

/** A grid as it travels with the topology. */
export type TopologyGrid = GridNode & {
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

/**
 * The wire format: a TopoJSON topology (any TopoJSON reader opens it) of the leaf faces, with the tree of grids beside
 * it. Coordinates are whole units: `transform.scale` is 1e-7 and `translate` is 0, so nothing is lost.
 */
export type GridTopology<G extends GridNode = TopologyGrid> = {
  type: 'Topology'
  transform: { scale: [number, number]; translate: [number, number] }
  arcs: number[][][]
  objects: { faces: { type: 'GeometryCollection'; geometries: FaceGeometry[] } }
  grids: G[]
}

export type FaceGeometry = { type: 'Polygon'; arcs: number[][]; properties: { grid: string } }

/** Faces → topology with shared arcs. The faces must be a sound coverage (see `coverage.ts`). */
export function encodeTopology<G extends GridNode>(
  faces: readonly Face[],
  grids: readonly G[],
): GridTopology<G> {
  const partition = buildPartition(faces.map(canonicalFace))
  const { arcs, faces: refs } = buildArcs(partition)
  return {
    type: 'Topology',
    transform: { scale: [1 / UNITS_PER_DEGREE, 1 / UNITS_PER_DEGREE], translate: [0, 0] },
    arcs: arcs.map(({ vertices }) => {
      let x = 0
      let y = 0
      return Array.from(vertices, v => {
        const step = [(partition.xs[v] as number) - x, (partition.ys[v] as number) - y]
        x = partition.xs[v] as number
        y = partition.ys[v] as number
        return step
      })
    }),
    objects: {
      faces: {
        type: 'GeometryCollection',
        geometries: refs.map((rings, f) => ({
          type: 'Polygon',
          arcs: rings.map(ring => [...ring]),
          properties: { grid: partition.faces[f]?.grid ?? '' },
        })),
      },
    },
    grids: [...grids],
  }
}

/** Topology → faces, in order, exactly those that were encoded. Throws `not-a-topology`, `ring-too-short`. */
export function decodeTopology(
  topology: Pick<GridTopology<GridNode>, 'transform' | 'arcs' | 'objects'>,
): Face[] {
  const { scale, translate } = topology.transform
  if (
    scale[0] !== 1 / UNITS_PER_DEGREE ||
    scale[1] !== 1 / UNITS_PER_DEGREE ||
    translate[0] !== 0 ||
    translate[1] !== 0
  ) {
    throw new GeometryError('not-a-topology', 'transform')
  }
  const arcs = topology.arcs.map(absolute)
  return topology.objects.faces.geometries.map(({ arcs: rings, properties }) =>
    canonicalFace({ grid: properties.grid, rings: rings.map(ring => joined(arcs, ring)) }),
  )
}

/** Undoes the delta coding: x0, y0, x1, y1, … in units. */
function absolute(arc: number[][]): Int32Array {
  const out = new Int32Array(arc.length * 2)
  let x = 0
  let y = 0
  arc.forEach(([dx, dy], i) => {
    if (!Number.isSafeInteger(dx) || !Number.isSafeInteger(dy))
      throw new GeometryError('not-a-topology', 'arcs')
    x += dx as number
    y += dy as number
    out[2 * i] = x
    out[2 * i + 1] = y
  })
  return out
}

/** Strings arcs together; the last point of each is the first of the next one and is written once. */
function joined(arcs: readonly Int32Array[], refs: readonly number[]): Int32Array {
  const flat: number[] = []
  for (const ref of refs) {
    const arc = arcs[ref < 0 ? ~ref : ref]
    if (arc === undefined) throw new GeometryError('not-a-topology', `arc ${ref}`)
    const n = arc.length
    for (let i = 0; i + 2 < n; i += 2) {
      const at = ref < 0 ? n - 2 - i : i
      flat.push(arc[at] as number, arc[at + 1] as number)
    }
  }
  return Int32Array.from(flat)
}
