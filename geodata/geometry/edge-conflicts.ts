import { bandsOf } from './bands.ts'
import type { Partition } from './partition.ts'
import { onSegment, orientation } from './ring.ts'

/** Two edges that meet anywhere but at a vertex of both. */
export type EdgeConflict = {
  readonly edges: readonly [number, number]
  /** The vertex of one that lies on the other; null: they cross. */
  readonly vertex: number | null
}

/** All pairs of edges that are not planar: a vertex on a foreign edge, edges that cross or lie over each other, in order. Exact. */
export function findEdgeConflicts(partition: Partition): EdgeConflict[] {
  const conflicts: EdgeConflict[] = []
  eachMeeting(partition, (e, other) => {
    const vertex = vertexOn(partition, e, other) ?? vertexOn(partition, other, e)
    if (vertex !== null || (parts(partition, e, other) && parts(partition, other, e)))
      conflicts.push({ edges: [e, other], vertex })
  })
  return conflicts.sort((a, b) => a.edges[0] - b.edges[0] || a.edges[1] - b.edges[1])
}

/** Pairs of edges whose boxes meet, each once, the lower number first. Edges are numbered from west to east: in a band only those come into question that begin before another one ends. */
function eachMeeting({ edges, xs, ys }: Partition, meet: (e: number, other: number) => void): void {
  // by whole columns: these loops are walked by every edge of a city
  const west = edges.from.map(v => xs[v] as number)
  const east = edges.to.map(v => xs[v] as number)
  const low = edges.from.map((v, e) => Math.min(ys[v] as number, ys[edges.to[e] as number] as number))
  const high = edges.from.map((v, e) => Math.max(ys[v] as number, ys[edges.to[e] as number] as number))
  const { count, first, start, members } = bandsOf(low, high)
  for (let b = 0; b < count; b++) {
    const end = start[b + 1] as number
    for (let i = start[b] as number; i < end; i++) {
      const e = members[i] as number
      for (let j = i + 1; j < end; j++) {
        const other = members[j] as number
        if ((west[other] as number) > (east[e] as number)) break
        if ((low[other] as number) > (high[e] as number) || (high[other] as number) < (low[e] as number))
          continue
        // in the first band that has both
        if (Math.max(first[e] as number, first[other] as number) === b) meet(e, other)
      }
    }
  }
}

/** An end of `other` that lies on edge e without being an end of it. */
function vertexOn(partition: Partition, e: number, other: number): number | null {
  const c = partition.edges.from[other] as number
  if (isOn(partition, e, c)) return c
  const d = partition.edges.to[other] as number
  return isOn(partition, e, d) ? d : null
}

function isOn({ edges, xs, ys }: Partition, e: number, v: number): boolean {
  const a = edges.from[e] as number
  const b = edges.to[e] as number
  if (v === a || v === b) return false
  return onSegment(
    xs[a] as number,
    ys[a] as number,
    xs[b] as number,
    ys[b] as number,
    xs[v] as number,
    ys[v] as number,
  )
}

/** Whether the ends of `other` lie on different sides of the line through edge e. */
function parts(partition: Partition, e: number, other: number): boolean {
  const c = turnTo(partition, e, partition.edges.from[other] as number)
  const d = turnTo(partition, e, partition.edges.to[other] as number)
  return (c > 0 && d < 0) || (c < 0 && d > 0)
}

/** Positive when vertex v lies left of edge e, 0 when it is in line with it. */
export function turnTo({ edges, xs, ys }: Partition, e: number, v: number): number {
  const a = edges.from[e] as number
  const b = edges.to[e] as number
  return orientation(
    xs[a] as number,
    ys[a] as number,
    xs[b] as number,
    ys[b] as number,
    xs[v] as number,
    ys[v] as number,
  )
}
