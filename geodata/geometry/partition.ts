import { assertExact, bboxOf } from './bbox.ts'
import { buildEdges, type Edges } from './edges.ts'
import type { Face } from './face.ts'
import type { Ring } from './ring.ts'

/**
 * Faces over one table of vertices: neighbours share a vertex by its number, not by equal coordinates.
 * Vertices are sorted by x, then y, so the numbers depend on the shape alone, never on the order of the faces.
 */
export type Partition = {
  readonly faces: readonly PartitionFace[]
  /** x of vertex v, in units. */
  readonly xs: Int32Array
  /** y of vertex v, in units. */
  readonly ys: Int32Array
  readonly edges: Edges
}

export type PartitionFace = {
  /** Code of the leaf grid that owns the face. */
  readonly grid: string
  /** Vertex numbers, not closed; the face lies to the left. */
  readonly rings: readonly Int32Array[]
}

/** Shares the vertices of faces and pairs their edges. Accepts faulty coverages too: `coverage.ts` tells what is wrong. Throws `extent-too-wide`. */
export function buildPartition(faces: readonly Face[]): Partition {
  const rings = faces.flatMap(face => face.rings)
  const box = bboxOf(rings)
  assertExact(box)
  // x and y as one number that sorts like (x, y): below MAX_EXTENT², so exact in a double
  const stride = box.maxY - box.minY + 1
  const keyOf = (ring: Ring, i: number) =>
    ((ring[i] as number) - box.minX) * stride + ((ring[i + 1] as number) - box.minY)

  const all = new Float64Array(rings.reduce((sum, ring) => sum + ring.length / 2, 0))
  let n = 0
  for (const ring of rings) for (let i = 0; i < ring.length; i += 2) all[n++] = keyOf(ring, i)
  const keys = distinct(all.sort())

  const xs = new Int32Array(keys.length)
  const ys = new Int32Array(keys.length)
  keys.forEach((key, v) => {
    const dx = Math.floor(key / stride)
    xs[v] = dx + box.minX
    ys[v] = key - dx * stride + box.minY
  })
  const numbered = faces.map(face => ({
    grid: face.grid,
    rings: face.rings.map(ring => {
      const out = new Int32Array(ring.length / 2)
      for (let i = 0; i < out.length; i++) out[i] = indexOf(keys, keyOf(ring, 2 * i))
      return out
    }),
  }))
  return { faces: numbered, xs, ys, edges: buildEdges(numbered, keys.length) }
}

/** A list of vertices as coordinates. */
export function coordinatesOf(partition: Partition, vertices: ArrayLike<number>): Ring {
  const out = new Int32Array(vertices.length * 2)
  for (let i = 0; i < vertices.length; i++) {
    out[2 * i] = partition.xs[vertices[i] as number] as number
    out[2 * i + 1] = partition.ys[vertices[i] as number] as number
  }
  return out
}

/** One face with its own coordinates. */
export function faceOf(partition: Partition, face: PartitionFace): Face {
  return { grid: face.grid, rings: face.rings.map(ring => coordinatesOf(partition, ring)) }
}

function distinct(sorted: Float64Array): Float64Array {
  let n = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i] as number
  }
  return sorted.slice(0, n)
}

function indexOf(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < key) low = middle + 1
    else high = middle
  }
  return low
}
