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

  const table = new Numbers(rings.reduce((sum, ring) => sum + ring.length / 2, 0))
  const seen = rings.map(ring => {
    const out = new Int32Array(ring.length / 2)
    for (let i = 0; i < out.length; i++) out[i] = table.numberOf(keyOf(ring, 2 * i))
    return out
  })
  const { keys, rank } = table.inOrder()
  const xs = new Int32Array(keys.length)
  const ys = new Int32Array(keys.length)
  keys.forEach((key, v) => {
    const dx = Math.floor(key / stride)
    xs[v] = dx + box.minX
    ys[v] = key - dx * stride + box.minY
  })
  let r = 0
  const numbered = faces.map(face => ({
    grid: face.grid,
    rings: face.rings.map(() => (seen[r++] as Int32Array).map(first => rank[first] as number)),
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

/** Keys numbered as they come, in a table of open places: a search in all keys of a large city misses the cache at every step. */
class Numbers {
  readonly #places: Int32Array
  readonly #keys: Float64Array
  #count = 0

  constructor(most: number) {
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2))).fill(-1)
    this.#keys = new Float64Array(most)
  }

  numberOf(key: number): number {
    const last = this.#places.length - 1
    const upper = Math.floor(key / 2 ** 32)
    let at = Math.imul(Math.imul(key | 0, 0x9e3779b1) ^ upper, 0x85ebca6b)
    at = (at ^ (at >>> 15)) & last
    for (; ; at = (at + 1) & last) {
      const known = this.#places[at] as number
      if (known === -1) break
      if (this.#keys[known] === key) return known
    }
    this.#places[at] = this.#count
    this.#keys[this.#count] = key
    return this.#count++
  }

  /** All keys ascending, and for each number its rank among them. */
  inOrder(): { keys: Float64Array; rank: Int32Array } {
    const keys = this.#keys.slice(0, this.#count).sort()
    const rank = new Int32Array(this.#count)
    keys.forEach((key, i) => {
      rank[this.numberOf(key)] = i
    })
    return { keys, rank }
  }
}
