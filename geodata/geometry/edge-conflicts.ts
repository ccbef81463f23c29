import Flatbush from 'flatbush'
import type { Partition } from './partition.ts'
import { onSegment, orientation } from './ring.ts'

/** Two edges that meet anywhere but at a vertex of both. */
export type EdgeConflict = {
  readonly edges: readonly [number, number]
  /** The vertex of one that lies on the other; null: they cross. */
  readonly vertex: number | null
}

/** All pairs of edges that are not planar: a vertex on a foreign edge, edges that cross or lie over each other. Exact. */
export function findEdgeConflicts(partition: Partition): EdgeConflict[] {
  const { edges, xs, ys } = partition
  const n = edges.from.length
  if (n === 0) return []
  // by whole columns: this loop is walked by every edge of a city
  const west = edges.from.map(v => xs[v] as number)
  const east = edges.to.map(v => xs[v] as number)
  const low = edges.from.map((v, e) => Math.min(ys[v] as number, ys[edges.to[e] as number] as number))
  const high = edges.from.map((v, e) => Math.max(ys[v] as number, ys[edges.to[e] as number] as number))
  const index = new Flatbush(n, 16, Int32Array)
  for (let e = 0; e < n; e++)
    index.add(west[e] as number, low[e] as number, east[e] as number, high[e] as number)
  index.finish()

  const conflicts: EdgeConflict[] = []
  let e = 0
  const meet = (other: number) => {
    if (other <= e) return false
    const vertex = vertexOn(partition, e, other) ?? vertexOn(partition, other, e)
    if (vertex !== null || (parts(partition, e, other) && parts(partition, other, e)))
      conflicts.push({ edges: [e, other], vertex })
    return false
  }
  for (; e < n; e++)
    index.search(west[e] as number, low[e] as number, east[e] as number, high[e] as number, meet)
  return conflicts
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
