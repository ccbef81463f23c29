import { findEdgeConflicts } from '../edge-conflicts.ts'
import { edgeBetween } from '../edges.ts'
import { GeometryError } from '../geometry-error.ts'
import { buildPartition, type Partition } from '../partition.ts'
import type { Ring } from '../ring.ts'
import { BorderPieces, crossingOf } from './border-pieces.ts'
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
export function nodeRings(parts: readonly Part[], done: (share: number) => void = () => {}): Noded {
  const partition = partitionOf(parts)
  done(0.2)
  const found = findEdgeConflicts(partition).flatMap(({ edges: [e, other], vertex }) =>
    vertex === null ? crossing(partition, e, other) : touching(partition, e, other, vertex),
  )
  if (found.length === 0) return { parts, partition, insertions: [] }
  const insertions = found.map(each => ({
    ...each,
    parts: [ownerOf(partition, each.edge), ownerOf(partition, each.other)] as const,
  }))
  const pieces = new BorderPieces(partition)
  done(0.4)
  let fresh = pieces.insertIntoEdges(found)
  for (let round = 1; fresh.length > 0; round++) {
    if (round === mostRounds) throw new GeometryError('too-tangled')
    fresh = pieces.settle(fresh)
    done(0.8 - 0.4 / (round + 1))
  }
  const noded = withPoints(parts, partition, pieces.points())
  return { parts: noded, partition: partitionOf(noded), insertions }
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
  const ends = (edge: number) => {
    const [u, v] = [edges.from[edge] as number, edges.to[edge] as number]
    return { ax: xs[u] as number, ay: ys[u] as number, bx: xs[v] as number, by: ys[v] as number }
  }
  const place = crossingOf(ends(e), ends(other))
  return [
    { edge: e, ...place, crosses: true, other },
    { edge: other, ...place, crosses: true, other: e },
  ]
}

/** The same rings with the new vertices, in the order in which each border passes them. */
export function insertInto(
  parts: readonly Part[],
  partition: Partition,
  insertions: readonly Pick<Insertion, 'edge' | 'x' | 'y'>[],
): readonly Part[] {
  if (insertions.length === 0) return parts
  const pieces = new BorderPieces(partition)
  pieces.insertIntoEdges(insertions)
  return withPoints(parts, partition, pieces.points())
}

/** Points of an edge from its lower end to its higher one. */
type Points = ReadonlyMap<number, readonly { x: number; y: number }[]>

function withPoints(parts: readonly Part[], partition: Partition, points: Points): Part[] {
  const { edges } = partition
  const isCut = new Uint8Array(edges.from.length)
  for (const edge of points.keys()) isCut[edge] = 1
  const touches = (ring: Int32Array) => {
    let u = ring.at(-1) as number
    return ring.some(v => {
      const edge = edgeBetween(edges, u, v)
      u = v
      return edge >= 0 && isCut[edge] === 1
    })
  }
  return parts.map((part, p) => {
    const numbered = partition.faces[p]?.rings ?? []
    if (!numbered.some(touches)) return part
    return { ...part, rings: numbered.map(ring => ringWithPoints(ring, partition, points)) }
  })
}

function ringWithPoints(ring: Int32Array, { edges, xs, ys }: Partition, points: Points): Ring {
  const flat: number[] = []
  const push = (x: number, y: number) => {
    if (flat.at(-2) !== x || flat.at(-1) !== y) flat.push(x, y)
  }
  ring.forEach((v, i) => {
    const u = ring.at(i - 1) as number
    const edge = edgeBetween(edges, u, v)
    const passed = points.get(edge) ?? []
    for (const { x, y } of edges.from[edge] === u ? passed : passed.toReversed()) push(x, y)
    push(xs[v] as number, ys[v] as number)
  })
  if (flat.length > 2 && flat[0] === flat.at(-2) && flat[1] === flat.at(-1)) flat.length -= 2
  return Int32Array.from(flat)
}
