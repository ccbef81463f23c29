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

  // as many as there can be: two neighbours share most of them
  const from = new Int32Array(half.low.length)
  const to = new Int32Array(half.low.length)
  const left = new Int32Array(half.low.length).fill(OUTSIDE)
  const right = new Int32Array(half.low.length).fill(OUTSIDE)
  const doubled: number[] = []
  const start = new Int32Array(vertexCount + 1)
  let n = 0
  for (let v = 0; v < vertexCount; v++) {
    start[v] = n
    sortByHigh(order, bucket[v] as number, bucket[v + 1] as number, half.high)
    for (let i = bucket[v] as number; i < (bucket[v + 1] as number); i++) {
      const h = order[i] as number
      let e = n - 1
      if (e < (start[v] as number) || to[e] !== half.high[h]) {
        e = n++
        from[e] = v
        to[e] = half.high[h] as number
      }
      const side = half.forward[h] === 1 ? left : right
      if (side[e] !== OUTSIDE && doubled.at(-1) !== e) doubled.push(e)
      if (side[e] === OUTSIDE) side[e] = half.face[h] as number
    }
  }
  start[vertexCount] = n
  return {
    from: from.slice(0, n),
    to: to.slice(0, n),
    left: left.slice(0, n),
    right: right.slice(0, n),
    start,
    doubled,
  }
}

/** A stretch of half edges by the vertex that they lead to, then by their number. Mostly three or four: put in one by one. */
function sortByHigh(order: Int32Array, start: number, end: number, high: Int32Array): void {
  if (end - start > 32) {
    order.subarray(start, end).sort((a, b) => (high[a] as number) - (high[b] as number) || a - b)
    return
  }
  for (let i = start + 1; i < end; i++) {
    const h = order[i] as number
    let j = i
    // they come in order of their number, so equal ones stay so
    for (; j > start && (high[order[j - 1] as number] as number) > (high[h] as number); j--)
      order[j] = order[j - 1] as number
    order[j] = h
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
