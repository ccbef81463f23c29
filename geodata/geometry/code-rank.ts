import type { Partition } from './partition.ts'
import { compareCodes } from './tree.ts'

/** Place of each face in the order of grid codes; faces of one grid in their own order. */
export function rankByCode(partition: Partition): Int32Array {
  const order = partition.faces.map((_, f) => f)
  order.sort((a, b) => compareCodes(partition.faces[a]?.grid ?? '', partition.faces[b]?.grid ?? '') || a - b)
  const rank = new Int32Array(order.length)
  order.forEach((f, r) => {
    rank[f] = r
  })
  return rank
}

/** Of two faces the one with the lower code; -1 is no face. */
export function lowerOf(rank: Int32Array, a: number, b: number): number {
  if (a < 0) return b
  return b >= 0 && (rank[b] as number) < (rank[a] as number) ? b : a
}
