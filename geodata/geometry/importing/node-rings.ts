import { findEdgeConflicts } from '../edge-conflicts.ts'
import { edgeBetween } from '../edges.ts'
import { GeometryError } from '../geometry-error.ts'
import { buildPartition, type Partition } from '../partition.ts'
import type { Ring } from '../ring.ts'
import type { Part } from './round-shapes.ts'

/** An edge of which a border of the same part, or of another one, wants a vertex. */
export type Insertion = {
  readonly edge: number
  readonly x: number
  readonly y: number
  /** Two borders cross there; else a vertex of one lies on the other. */
  readonly crosses: boolean
  /** The other edge. */
  readonly other: number
}

/** Rounding the place of a crossing bends two borders by half a unit, which may make them cross a third: again, then. */
const mostRounds = 30

export type Noded = {
  readonly parts: readonly Part[]
  readonly partition: Partition
  /** What was inserted in the first round: that is what the file lacks; later ones follow from rounding. */
  readonly insertions: readonly (Insertion & { readonly parts: readonly [number, number] })[]
}

/**
 * Gives all borders a vertex where they meet, so that they meet nowhere else. Exact but for the rounding of crossings to whole units; what
 * meets at vertices only comes back as it is. Throws `extent-too-wide`, and `too-tangled` when it does not come to an end.
 */
export function nodeRings(parts: readonly Part[]): Noded {
  let current = parts
  let insertions: Noded['insertions'] | undefined
  for (let round = 0; round < mostRounds; round++) {
    const partition = partitionOf(current)
    const found = findEdgeConflicts(partition).flatMap(({ edges: [e, other], vertex }) =>
      vertex === null ? crossing(partition, e, other) : touching(partition, e, other, vertex),
    )
    insertions ??= found.map(each => ({
      ...each,
      parts: [ownerOf(partition, each.edge), ownerOf(partition, each.other)],
    }))
    if (found.length === 0) return { parts: current, partition, insertions }
    current = insertInto(current, partition, found)
  }
  throw new GeometryError('too-tangled')
}

export function partitionOf(parts: readonly Part[]): Partition {
  return buildPartition(parts.map(({ grid, rings }) => ({ grid, rings })))
}

/** One of the parts that an edge belongs to. */
function ownerOf({ edges }: Partition, e: number): number {
  return Math.max(edges.left[e] as number, edges.right[e] as number)
}

function touching({ edges, xs, ys }: Partition, e: number, other: number, vertex: number): Insertion[] {
  const isEndOf = (edge: number) => edges.from[edge] === vertex || edges.to[edge] === vertex
  const [edge, from] = isEndOf(e) ? [other, e] : [e, other]
  return [{ edge, x: xs[vertex] as number, y: ys[vertex] as number, crosses: false, other: from }]
}

function crossing({ edges, xs, ys }: Partition, e: number, other: number): Insertion[] {
  const at = (v: number) => [xs[v] as number, ys[v] as number] as const
  const [ax, ay] = at(edges.from[e] as number)
  const [bx, by] = at(edges.to[e] as number)
  const [cx, cy] = at(edges.from[other] as number)
  const [dx, dy] = at(edges.to[other] as number)
  const along = (cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)
  const share = along / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx))
  const x = Math.round(ax + share * (bx - ax))
  const y = Math.round(ay + share * (by - ay))
  return [
    { edge: e, x, y, crosses: true, other },
    { edge: other, x, y, crosses: true, other: e },
  ]
}

/** The same rings with the new vertices, in the order in which each border passes them. */
export function insertInto(
  parts: readonly Part[],
  partition: Partition,
  insertions: readonly Pick<Insertion, 'edge' | 'x' | 'y'>[],
): Part[] {
  const { edges, xs, ys } = partition
  const byEdge = new Map<number, { x: number; y: number }[]>()
  for (const { edge, x, y } of insertions) {
    const list = byEdge.get(edge)
    if (list === undefined) byEdge.set(edge, [{ x, y }])
    else list.push({ x, y })
  }
  for (const [edge, points] of byEdge) {
    const [ax, ay] = [xs[edges.from[edge] as number] as number, ys[edges.from[edge] as number] as number]
    const [bx, by] = [xs[edges.to[edge] as number] as number, ys[edges.to[edge] as number] as number]
    const along = ({ x, y }: { x: number; y: number }) => (x - ax) * (bx - ax) + (y - ay) * (by - ay)
    points.sort((p, q) => along(p) - along(q) || p.x - q.x || p.y - q.y)
  }
  return parts.map((part, p) => {
    const numbered = partition.faces[p]?.rings ?? []
    if (!numbered.some(ring => touches(ring, edges, byEdge))) return part
    return { ...part, rings: numbered.map(ring => withPoints(ring, partition, byEdge)) }
  })
}

type Points = ReadonlyMap<number, readonly { x: number; y: number }[]>

function touches(ring: Int32Array, edges: Partition['edges'], byEdge: Points): boolean {
  return ring.some((v, i) => byEdge.has(edgeBetween(edges, ring.at(i - 1) as number, v)))
}

function withPoints(ring: Int32Array, { edges, xs, ys }: Partition, byEdge: Points): Ring {
  const flat: number[] = []
  const push = (x: number, y: number) => {
    if (flat.at(-2) !== x || flat.at(-1) !== y) flat.push(x, y)
  }
  ring.forEach((v, i) => {
    const u = ring.at(i - 1) as number
    const edge = edgeBetween(edges, u, v)
    const points = byEdge.get(edge) ?? []
    for (const { x, y } of edges.from[edge] === u ? points : points.toReversed()) push(x, y)
    push(xs[v] as number, ys[v] as number)
  })
  if (flat.length > 2 && flat[0] === flat.at(-2) && flat[1] === flat.at(-1)) flat.length -= 2
  return Int32Array.from(flat)
}
