import Flatbush from 'flatbush'
import type { Partition } from '../partition.ts'
import { onSegment, orientation } from '../ring.ts'

/** A piece of a border, from its lower end (by x, then y) to its higher one. */
type Piece = {
  readonly edge: number
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
}
type Place = { readonly x: number; readonly y: number }

/**
 * The edges of a partition, and the pieces into which the points that they want cut them. Only new pieces can meet something that was not met
 * before, so only around them is looked again: a file of a hundred megabytes has some thousand crossings and some million edges.
 */
export class BorderPieces {
  readonly #partition: Partition
  readonly #pieces = new Map<number, Piece[]>()
  #index: Flatbush | null = null
  /** Rounding moves a piece by a unit at most, away from the box of its edge. */
  #strayed = 1

  constructor(partition: Partition) {
    this.#partition = partition
  }

  /** Gives edges their points. @returns the pieces that are new */
  insertIntoEdges(wanted: readonly (Place & { readonly edge: number })[]): Piece[] {
    const points = new Map<Piece, Place[]>()
    for (const { edge, x, y } of wanted)
      for (const piece of this.#piecesOf(edge)) push(points, piece, { x, y })
    return this.#insert(points)
  }

  /** Where new pieces meet others but at their ends, the points are put in. @returns the pieces that are new then; none: nothing meets any more */
  settle(fresh: readonly Piece[]): Piece[] {
    const points = new Map<Piece, Place[]>()
    for (const piece of fresh)
      for (const other of this.#near(piece)) {
        const [p, q] = isBefore(piece, other) ? [piece, other] : [other, piece]
        for (const { piece: target, ...place } of meeting(p, q)) push(points, target, place)
      }
    return this.#insert(points)
  }

  /** For each edge that was cut, its points from its lower end to its higher one, without these. */
  points(): Map<number, Place[]> {
    const out = new Map<number, Place[]>()
    for (const [edge, pieces] of this.#pieces) {
      if (pieces.length < 2) continue
      const first = this.#partition.edges.from[edge] as number
      let at: Place = { x: this.#partition.xs[first] as number, y: this.#partition.ys[first] as number }
      const passed = pieces.slice(0, -1).map(({ ax, ay, bx, by }) => {
        at = at.x === ax && at.y === ay ? { x: bx, y: by } : { x: ax, y: ay }
        return at
      })
      out.set(edge, passed)
    }
    return out
  }

  #insert(points: ReadonlyMap<Piece, readonly Place[]>): Piece[] {
    const fresh: Piece[] = []
    for (const [piece, places] of points) {
      const pieces = cutAt(piece, places)
      if (pieces.length < 2) continue
      for (const each of pieces) fresh.push(each)
      const all = this.#piecesOf(piece.edge)
      // a chain may have been bent so that a piece of it runs back
      const at = all.indexOf(piece)
      all.splice(at, 1, ...(this.#isForward(all, at) ? pieces : pieces.toReversed()))
    }
    this.#strayed++
    return fresh
  }

  /** Whether a chain walks a piece from its lower end to its higher one. */
  #isForward(chain: readonly Piece[], at: number): boolean {
    const first = this.#partition.edges.from[(chain[0] as Piece).edge] as number
    let [x, y] = [this.#partition.xs[first] as number, this.#partition.ys[first] as number]
    for (const { ax, ay, bx, by } of chain.slice(0, at)) [x, y] = x === ax && y === ay ? [bx, by] : [ax, ay]
    const { ax, ay } = chain[at] as Piece
    return x === ax && y === ay
  }

  /** Always the same ones, until one is cut. */
  #piecesOf(edge: number): Piece[] {
    const known = this.#pieces.get(edge)
    if (known !== undefined) return known
    const { edges, xs, ys } = this.#partition
    const [u, v] = [edges.from[edge] as number, edges.to[edge] as number]
    const whole = { edge, ax: xs[u] as number, ay: ys[u] as number, bx: xs[v] as number, by: ys[v] as number }
    const pieces = [whole]
    this.#pieces.set(edge, pieces)
    return pieces
  }

  *#near({ ax, ay, bx, by }: Piece): Iterable<Piece> {
    this.#index ??= this.#indexed()
    const wide = this.#strayed
    const edges = this.#index.search(ax - wide, Math.min(ay, by) - wide, bx + wide, Math.max(ay, by) + wide)
    for (const edge of edges) yield* this.#piecesOf(edge)
  }

  #indexed(): Flatbush {
    const { edges, xs, ys } = this.#partition
    const index = new Flatbush(edges.from.length, 16, Int32Array)
    for (let e = 0; e < edges.from.length; e++) {
      const [u, v] = [edges.from[e] as number, edges.to[e] as number]
      const [ay, by] = [ys[u] as number, ys[v] as number]
      index.add(xs[u] as number, Math.min(ay, by), xs[v] as number, Math.max(ay, by))
    }
    index.finish()
    return index
  }
}

function push(points: Map<Piece, Place[]>, piece: Piece, place: Place): void {
  const list = points.get(piece)
  if (list === undefined) points.set(piece, [place])
  else list.push(place)
}

/** A piece with the points in the order in which it passes them. */
function cutAt(piece: Piece, places: readonly Place[]): Piece[] {
  const { edge, ax, ay, bx, by } = piece
  const along = ({ x, y }: Place) => (x - ax) * (bx - ax) + (y - ay) * (by - ay)
  const sorted = [...places].sort((p, q) => along(p) - along(q) || p.x - q.x || p.y - q.y)
  const pieces: Piece[] = []
  let from: Place = { x: ax, y: ay }
  for (const to of [...sorted, { x: bx, y: by }]) {
    if (from.x === to.x && from.y === to.y) continue
    const isForward = from.x < to.x || (from.x === to.x && from.y < to.y)
    const [low, high] = isForward ? [from, to] : [to, from]
    pieces.push({ edge, ax: low.x, ay: low.y, bx: high.x, by: high.y })
    from = to
  }
  return pieces
}

function isBefore(p: Piece, q: Piece): boolean {
  return (p.ax - q.ax || p.ay - q.ay || p.bx - q.bx || p.by - q.by) < 0
}

/** What two pieces want, the one that comes first in the plane being the first: a point of the other's that lies on it, or their crossing. */
function meeting(p: Piece, q: Piece): (Place & { readonly piece: Piece })[] {
  const boxesMeet =
    p.ax <= q.bx &&
    q.ax <= p.bx &&
    Math.min(p.ay, p.by) <= Math.max(q.ay, q.by) &&
    Math.min(q.ay, q.by) <= Math.max(p.ay, p.by)
  if (!boxesMeet) return []
  const onFirst = endOn(p, q)
  if (onFirst !== null) return [{ piece: p, ...onFirst }]
  const onSecond = endOn(q, p)
  if (onSecond !== null) return [{ piece: q, ...onSecond }]
  if (!parts(p, q) || !parts(q, p)) return []
  const place = crossingOf(p, q)
  return [
    { piece: p, ...place },
    { piece: q, ...place },
  ]
}

/** The nearest unit to where two lines cross. */
export function crossingOf(p: Omit<Piece, 'edge'>, q: Omit<Piece, 'edge'>): Place {
  const along = (q.ax - p.ax) * (q.by - q.ay) - (q.ay - p.ay) * (q.bx - q.ax)
  const share = along / ((p.bx - p.ax) * (q.by - q.ay) - (p.by - p.ay) * (q.bx - q.ax))
  return { x: Math.round(p.ax + share * (p.bx - p.ax)), y: Math.round(p.ay + share * (p.by - p.ay)) }
}

/** An end of `other` that lies on a piece without being an end of it. */
function endOn({ ax, ay, bx, by }: Piece, other: Piece): Place | null {
  const isOn = (x: number, y: number) =>
    !(x === ax && y === ay) && !(x === bx && y === by) && onSegment(ax, ay, bx, by, x, y)
  if (isOn(other.ax, other.ay)) return { x: other.ax, y: other.ay }
  return isOn(other.bx, other.by) ? { x: other.bx, y: other.by } : null
}

function parts({ ax, ay, bx, by }: Piece, other: Piece): boolean {
  const a = orientation(ax, ay, bx, by, other.ax, other.ay)
  const b = orientation(ax, ay, bx, by, other.bx, other.by)
  return (a > 0 && b < 0) || (a < 0 && b > 0)
}
