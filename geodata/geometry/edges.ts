import type { PartitionFace } from './partition.ts'

/** Stands for "no face": the world outside the coverage. */
export const OUTSIDE = -1

/**
 * Every border segment once, from its lower to its higher vertex number, with the faces on both sides. Sorted by
 * (from, to). As vertices are sorted by x then y, an edge always runs east, or due north.
 */
export type Edges = {
  readonly from: Int32Array
  readonly to: Int32Array
  /** Face left of from→to, or OUTSIDE. */
  readonly left: Int32Array
  /** Face right of from→to, or OUTSIDE. */
  readonly right: Int32Array
  /** `start[v] … start[v + 1]` are the edges that begin at vertex v. */
  readonly start: Int32Array
  /** Edges that two faces claim on the same side: these faces overlap. Empty in a sound coverage. */
  readonly doubled: readonly number[]
}

/** Pairs the directed edges of all faces. A ring's step from a vertex to itself is no edge. */
export function buildEdges(faces: readonly PartitionFace[], vertexCount: number): Edges {
  const half = halfEdges(faces)
  const bucket = new Int32Array(vertexCount + 1)
  for (const low of half.low) bucket[low + 1] = (bucket[low + 1] as number) + 1
  for (let v = 0; v < vertexCount; v++) bucket[v + 1] = (bucket[v + 1] as number) + (bucket[v] as number)
  const order = new Int32Array(half.low.length)
  const next = bucket.slice()
  half.low.forEach((low, h) => {
    order[next[low] as number] = h
    next[low] = (next[low] as number) + 1
  })

  const from: number[] = []
  const to: number[] = []
  const left: number[] = []
  const right: number[] = []
  const doubled: number[] = []
  const start = new Int32Array(vertexCount + 1)
  for (let v = 0; v < vertexCount; v++) {
    start[v] = from.length
    const around = order.subarray(bucket[v] as number, bucket[v + 1] as number)
    around.sort((a, b) => (half.high[a] as number) - (half.high[b] as number) || a - b)
    for (const h of around) {
      let e = from.length - 1
      if (e < (start[v] as number) || to[e] !== half.high[h]) {
        e = from.push(v) - 1
        to.push(half.high[h] as number)
        left.push(OUTSIDE)
        right.push(OUTSIDE)
      }
      const side = half.forward[h] === 1 ? left : right
      if (side[e] !== OUTSIDE && doubled.at(-1) !== e) doubled.push(e)
      if (side[e] === OUTSIDE) side[e] = half.face[h] as number
    }
  }
  start[vertexCount] = from.length
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    start,
    doubled,
  }
}

/** Number of the edge between two vertices, in whichever direction, or -1. */
export function edgeBetween(edges: Edges, u: number, v: number): number {
  const low = Math.min(u, v)
  const high = Math.max(u, v)
  for (let e = edges.start[low] as number; e < (edges.start[low + 1] as number); e++) {
    if (edges.to[e] === high) return e
  }
  return -1
}

type HalfEdges = { low: Int32Array; high: Int32Array; face: Int32Array; forward: Uint8Array }

function halfEdges(faces: readonly PartitionFace[]): HalfEdges {
  let size = 0
  for (const face of faces) for (const ring of face.rings) size += ring.length
  const low = new Int32Array(size)
  const high = new Int32Array(size)
  const owner = new Int32Array(size)
  const forward = new Uint8Array(size)
  let h = 0
  faces.forEach((face, f) => {
    for (const ring of face.rings) {
      let u = ring.at(-1) ?? 0
      for (const v of ring) {
        if (u !== v) {
          low[h] = Math.min(u, v)
          high[h] = Math.max(u, v)
          owner[h] = f
          forward[h] = u < v ? 1 : 0
          h++
        }
        u = v
      }
    }
  })
  return {
    low: low.subarray(0, h),
    high: high.subarray(0, h),
    face: owner.subarray(0, h),
    forward: forward.subarray(0, h),
  }
}
