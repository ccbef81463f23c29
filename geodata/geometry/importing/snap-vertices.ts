import Flatbush from 'flatbush'
import { OUTSIDE } from '../edges.ts'
import type { Partition } from '../partition.ts'
import { metersPerUnit } from './fault.ts'
import type { Insertion } from './node-rings.ts'

/** A vertex next to a border that lacks it, and where the border has to go. */
export type NearVertex = Omit<Insertion, 'other' | 'crosses'> & {
  /** An edge that has the vertex. */
  readonly other: number
  readonly vertex: number
}

/**
 * Vertices of unpaired borders that lie next to another unpaired border, not farther than a distance: neighbours whose common border was
 * digitised twice, or rounded twice. Borders that are paired are let alone, so what tiles already stays as it is. A border between fixed
 * vertices does not bend by more than the rounding: the vertex is put on it.
 */
export function nearVertices(partition: Partition, meters: number, fixed: ReadonlySet<number>): NearVertex[] {
  const { edges, xs, ys } = partition
  const unpaired = Array.from(edges.from.keys()).filter(
    e => (edges.left[e] === OUTSIDE) !== (edges.right[e] === OUTSIDE),
  )
  if (unpaired.length === 0) return []
  const scale = metersPerUnit(ys[edges.from[unpaired[0] as number] as number] as number)
  const [rx, ry] = [Math.ceil(meters / scale.east), Math.ceil(meters / scale.north)]
  const index = new Flatbush(unpaired.length, 16, Int32Array)
  const ends = (e: number) => {
    const [u, v] = [edges.from[e] as number, edges.to[e] as number]
    return [xs[u] as number, ys[u] as number, xs[v] as number, ys[v] as number] as const
  }
  for (const e of unpaired) {
    const [ax, ay, bx, by] = ends(e)
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()
  const edgeAt = new Map<number, number>()
  for (const e of unpaired) edgeAt.set(edges.from[e] as number, e).set(edges.to[e] as number, e)
  const found: NearVertex[] = []
  for (const [v, other] of edgeAt) {
    const [x, y] = [xs[v] as number, ys[v] as number]
    for (const i of index.search(x - rx, y - ry, x + rx, y + ry)) {
      const edge = unpaired[i] as number
      if (edges.from[edge] === v || edges.to[edge] === v) continue
      const [ax, ay, bx, by] = ends(edge)
      const dx = (bx - ax) * scale.east
      const dy = (by - ay) * scale.north
      const [px, py] = [(x - ax) * scale.east, (y - ay) * scale.north]
      const length = Math.hypot(dx, dy)
      const along = (px * dx + py * dy) / length
      const aside = Math.abs(px * dy - py * dx) / length
      const fromEnd = Math.min(along, length - along)
      if (fromEnd <= meters || aside > meters) continue
      const isFixed = fixed.has(edges.from[edge] as number) && fixed.has(edges.to[edge] as number)
      const share = along / length
      const on = isFixed ? [Math.round(ax + share * (bx - ax)), Math.round(ay + share * (by - ay))] : [x, y]
      found.push({ edge, x: on[0] as number, y: on[1] as number, other, vertex: v })
    }
  }
  return found
}

/** Unpaired vertices that lie next to each other: which becomes which. Fixed ones stay. */
export function nearPairs(
  partition: Partition,
  meters: number,
  fixed: ReadonlySet<number>,
): Map<number, number> {
  const { edges, xs, ys } = partition
  const unpaired = new Set<number>()
  for (let e = 0; e < edges.from.length; e++) {
    if ((edges.left[e] === OUTSIDE) === (edges.right[e] === OUTSIDE)) continue
    unpaired.add(edges.from[e] as number).add(edges.to[e] as number)
  }
  const vertices = [...unpaired].sort((a, b) => Number(fixed.has(b)) - Number(fixed.has(a)) || a - b)
  const rank = new Map(vertices.map((v, i) => [v, i]))
  const moved = new Map<number, number>()
  if (vertices.length === 0) return moved
  const scale = metersPerUnit(ys[vertices[0] as number] as number)
  const index = new Flatbush(vertices.length, 16, Int32Array)
  for (const v of vertices) index.add(xs[v] as number, ys[v] as number, xs[v] as number, ys[v] as number)
  index.finish()
  const [rx, ry] = [Math.ceil(meters / scale.east), Math.ceil(meters / scale.north)]
  for (const v of vertices) {
    if (moved.has(v)) continue
    const [x, y] = [xs[v] as number, ys[v] as number]
    for (const i of index.search(x - rx, y - ry, x + rx, y + ry)) {
      const w = vertices[i] as number
      if ((rank.get(w) ?? 0) <= (rank.get(v) ?? 0) || fixed.has(w) || moved.has(w)) continue
      const far = Math.hypot(((xs[w] as number) - x) * scale.east, ((ys[w] as number) - y) * scale.north)
      if (far <= meters) moved.set(w, v)
    }
  }
  return moved
}
