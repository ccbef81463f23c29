import { buildArcs } from './arcs.ts'
import { canonicalFace, type Face } from './face.ts'
import { GeometryError } from './geometry-error.ts'
import { buildPartition, type Partition } from './partition.ts'
import { reversed } from './ring.ts'
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
  arcs: [number, number][][]
  objects: { faces: { type: 'GeometryCollection'; geometries: FaceGeometry[] } }
  grids: G[]
}

export type FaceGeometry = { type: 'Polygon'; arcs: number[][]; properties: { grid: string } }

/** What can be read: also several faces of one grid written as one multipolygon. */
export type ReadableTopology = Pick<GridTopology, 'transform' | 'arcs'> & {
  objects: {
    faces: {
      geometries: (
        | FaceGeometry
        | { type: 'MultiPolygon'; arcs: number[][][]; properties: { grid: string } }
      )[]
    }
  }
}

/** Faces → topology with shared arcs. The faces must be a sound coverage (see `coverage.ts`). */
export function encodeTopology<G extends GridNode>(
  faces: readonly Face[],
  grids: readonly G[],
): GridTopology<G> {
  return topologyOf(buildPartition(faces.map(canonicalFace)), grids)
}

/** The same of canonical faces that are a partition already. */
export function topologyOf<G extends GridNode>(partition: Partition, grids: readonly G[]): GridTopology<G> {
  const { arcs, faces: refs } = buildArcs(partition)
  return {
    type: 'Topology',
    transform: { scale: [1 / UNITS_PER_DEGREE, 1 / UNITS_PER_DEGREE], translate: [0, 0] },
    arcs: arcs.map(({ vertices }) => {
      let x = 0
      let y = 0
      return Array.from(vertices, v => {
        const step: [number, number] = [(partition.xs[v] as number) - x, (partition.ys[v] as number) - y]
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
export function decodeTopology(topology: ReadableTopology): Face[] {
  const { scale, translate } = topology.transform
  if (scale.some(s => s !== 1 / UNITS_PER_DEGREE) || translate.some(t => t !== 0)) {
    throw new GeometryError('not-a-topology', 'transform')
  }
  const arcs = topology.arcs.map(absolute)
  return topology.objects.faces.geometries.flatMap(geometry => {
    const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs
    return polygons.map(rings =>
      canonicalFace({ grid: geometry.properties.grid, rings: rings.map(ring => joined(arcs, ring)) }),
    )
  })
}

/** Undoes the delta coding: x0, y0, x1, y1, … in units. */
function absolute(arc: readonly (readonly [number, number])[]): Int32Array {
  const out = new Int32Array(arc.length * 2)
  let x = 0
  let y = 0
  arc.forEach(([dx, dy], i) => {
    x += dx
    y += dy
    if (!isPlace(x, y)) throw new GeometryError('not-a-topology', `arc point ${x}, ${y}`)
    out[2 * i] = x
    out[2 * i + 1] = y
  })
  return out
}

/** Strings arcs together; the last point of each is the first of the next one and is written once. */
function joined(arcs: readonly Int32Array[], refs: readonly number[]): Int32Array {
  const flat: number[] = []
  const chain = refs.map(ref => {
    const arc = arcs[ref < 0 ? ~ref : ref]
    if (arc === undefined || arc.length < 4) throw new GeometryError('not-a-topology', `arc ${ref}`)
    return ref < 0 ? reversed(arc) : arc
  })
  chain.forEach((arc, i) => {
    const next = chain[(i + 1) % chain.length] as Int32Array
    if (arc.at(-2) !== next[0] || arc.at(-1) !== next[1])
      throw new GeometryError('not-a-topology', `ring ${refs}`)
    for (const coordinate of arc.subarray(0, -2)) flat.push(coordinate)
  })
  return Int32Array.from(flat)
}

/** Whether x and y are whole units within the world. */
function isPlace(x: number, y: number): boolean {
  return (
    Number.isInteger(x) &&
    Number.isInteger(y) &&
    Math.abs(x) <= 180 * UNITS_PER_DEGREE &&
    Math.abs(y) <= 90 * UNITS_PER_DEGREE
  )
}
