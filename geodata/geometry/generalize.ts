import { cutArcs } from './arcs.ts'
import { type Edges, OUTSIDE } from './edges.ts'
import type { Partition } from './partition.ts'

/** Where the vertices of a partition are drawn. */
export type Projected = { readonly x: Float64Array; readonly y: Float64Array }

/** The borders between groups of faces, cut at their junctions and made plainer. */
export type Generalized = {
  /** 1 for each vertex that is drawn. Every ring and every line of these borders uses the same ones: neighbours stay glued. */
  readonly keeps: Uint8Array
  /** Vertices that are drawn of each border, with the groups on both sides; OUTSIDE is none. */
  readonly lines: readonly GroupBorder[]
}

export type GroupBorder = { readonly vertices: Int32Array; readonly left: number; readonly right: number }

/**
 * Makes borders plainer: each stretch between two junctions once, for both its sides, by Douglas and Peucker. No vertex is moved, no junction
 * is left out.
 * @param group for each face the number of its group, or OUTSIDE
 * @param tolerance how far a vertex that is left out may lie beside the line, in the projection's measure; 0 keeps all
 */
export function generalize(
  partition: Partition,
  group: ArrayLike<number>,
  { x, y }: Projected,
  tolerance: number,
): Generalized {
  const keeps = new Uint8Array(partition.xs.length)
  const arcs = cutArcs({ ...partition, edges: between(partition.edges, group) })
  const limit = tolerance * tolerance
  const lines = arcs.map(({ vertices, left, right }) => {
    const kept = tolerance === 0 ? new Uint8Array(vertices.length).fill(1) : plainer(vertices, x, y, limit)
    const drawn = vertices.filter((_, i) => kept[i] === 1)
    for (const v of drawn) keeps[v] = 1
    return { vertices: drawn, left, right }
  })
  return { keeps, lines }
}

/** The edges that part two groups. */
function between({ from, to, left, right, start }: Edges, group: ArrayLike<number>): Edges {
  const groupOf = (face: number) => (face === OUTSIDE ? OUTSIDE : (group[face] as number))
  const parts: number[] = []
  for (let e = 0; e < from.length; e++)
    if (groupOf(left[e] as number) !== groupOf(right[e] as number)) parts.push(e)
  const pick = (of: (e: number) => number) => Int32Array.from(parts, of)
  return {
    from: pick(e => from[e] as number),
    to: pick(e => to[e] as number),
    left: pick(e => groupOf(left[e] as number)),
    right: pick(e => groupOf(right[e] as number)),
    start,
    doubled: [],
  }
}

/** 1 for each vertex of the line that stays. The ends do; of a closed line the vertex farthest from its beginning does too. */
function plainer(vertices: Int32Array, x: Float64Array, y: Float64Array, limit: number): Uint8Array {
  const last = vertices.length - 1
  const kept = new Uint8Array(vertices.length)
  kept[0] = 1
  kept[last] = 1
  const open: [number, number][] = [[0, last]]
  if (vertices[0] === vertices[last] && last > 1) {
    const far = farthest(vertices, x, y, 0, last)
    kept[far.at] = 1
    open.splice(0, 1, [0, far.at], [far.at, last])
  }
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span
    if (to - from < 2) continue
    const { at, distance2 } = farthest(vertices, x, y, from, to)
    if (distance2 <= limit) continue
    kept[at] = 1
    open.push([from, at], [at, to])
  }
  return kept
}

/** The vertex between two others that lies farthest beside the line through them, and how far, squared. */
function farthest(
  vertices: Int32Array,
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
): { at: number; distance2: number } {
  const a = vertices[from] as number
  const b = vertices[to] as number
  const ax = x[a] as number
  const ay = y[a] as number
  const dx = (x[b] as number) - ax
  const dy = (y[b] as number) - ay
  const length2 = dx * dx + dy * dy
  let at = from + 1
  let distance2 = -1
  for (let i = from + 1; i < to; i++) {
    const px = (x[vertices[i] as number] as number) - ax
    const py = (y[vertices[i] as number] as number) - ay
    const along = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2))
    const offX = px - along * dx
    const offY = py - along * dy
    const found = offX * offX + offY * offY
    if (found > distance2) {
      distance2 = found
      at = i
    }
  }
  return { at, distance2 }
}
