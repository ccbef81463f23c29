import Flatbush from 'flatbush'
import { bboxOf } from '../bbox.ts'
import { edgeBetween, OUTSIDE } from '../edges.ts'
import { coordinatesOf, type Partition } from '../partition.ts'
import { orientation, type Ring, sideOfRing, twiceArea } from '../ring.ts'

/** The smallest pieces that borders cut the plane into, each with the parts that lie over it. */
export type Cells = {
  /** Number of the cell left and right of each edge of the partition, or OUTSIDE: the unbounded one, or no border at all. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** Parts over each cell, ascending. */
  readonly owners: readonly (readonly number[])[]
  /** Twice the area, square units, what lies within taken out. */
  readonly twiceAreas: readonly bigint[]
  /** Edges that one part passes twice, so that they enclose nothing of it, with the part. */
  readonly cancelled: readonly { readonly edge: number; readonly part: number }[]
}

/**
 * Walks around every piece of a plane whose borders meet at vertices only. Which parts lie over it is not looked up but carried over
 * from its neighbour: crossing a border changes just those that the border belongs to. Exact.
 * @param partition its face `i` is part `i`
 */
export function cutCells(partition: Partition): Cells {
  const { borders, cancelled } = bordersOfParts(partition)
  const graph = new HalfEdges(partition, borders)
  const { loopOf, loops } = traceLoops(partition, graph)
  const around = enclose(partition, graph, loopOf, loops)
  // a cell is a loop that runs counter-clockwise, with the loops inside it that run clockwise
  const number = new Map<number, number>()
  loops.forEach(({ area }, l) => {
    if (area > 0n) number.set(l, number.size)
  })
  const cellOfLoop = (l: number) =>
    (loops[l] as Loop).area > 0n ? (number.get(l) as number) : (number.get(around[l] as number) ?? OUTSIDE)
  const twiceAreas = [...number.keys()].map(l => (loops[l] as Loop).area)
  loops.forEach(({ area }, l) => {
    const cell = cellOfLoop(l)
    if (area < 0n && cell !== OUTSIDE) twiceAreas[cell] = (twiceAreas[cell] as bigint) + area
  })
  const n = partition.edges.from.length
  const left = new Int32Array(n).fill(OUTSIDE)
  const right = new Int32Array(n).fill(OUTSIDE)
  for (let e = 0; e < n; e++) {
    if (borders[e] === undefined) continue
    left[e] = cellOfLoop(loopOf[2 * e] as number)
    right[e] = cellOfLoop(loopOf[2 * e + 1] as number)
  }
  return { left, right, owners: ownersOf(left, right, borders, number.size), twiceAreas, cancelled }
}

/** For each edge the parts whose border it is an odd number of times; undefined: none. */
type Borders = readonly (readonly number[] | undefined)[]

function bordersOfParts({ faces, edges }: Partition): { borders: Borders; cancelled: Cells['cancelled'] } {
  const borders: (number[] | undefined)[] = new Array(edges.from.length)
  const cancelled: { edge: number; part: number }[] = []
  faces.forEach(({ rings }, part) => {
    for (const ring of rings) {
      let u = ring.at(-1) as number
      for (const v of ring) {
        if (u !== v) {
          const edge = edgeBetween(edges, u, v)
          const list = borders[edge]
          if (list === undefined) borders[edge] = [part]
          else if (list.at(-1) !== part) list.push(part)
          else {
            list.pop()
            cancelled.push({ edge, part })
            if (list.length === 0) borders[edge] = undefined
          }
        }
        u = v
      }
    }
  })
  return { borders, cancelled }
}

/** Half edge 2e runs along edge e, 2e + 1 back. */
class HalfEdges {
  readonly #partition: Partition
  readonly #start: Int32Array
  /** Half edges that leave each vertex, counter-clockwise. */
  readonly #leaving: Int32Array
  readonly #place: Int32Array

  constructor(partition: Partition, borders: Borders) {
    const { edges, xs } = partition
    this.#partition = partition
    this.#start = new Int32Array(xs.length + 1)
    const count = (v: number) => {
      this.#start[v + 1] = (this.#start[v + 1] as number) + 1
    }
    const isBorder = (e: number) => borders[e] !== undefined
    for (let e = 0; e < edges.from.length; e++) {
      if (!isBorder(e)) continue
      count(edges.from[e] as number)
      count(edges.to[e] as number)
    }
    for (let v = 0; v < xs.length; v++)
      this.#start[v + 1] = (this.#start[v + 1] as number) + (this.#start[v] as number)
    this.#leaving = new Int32Array(this.#start[xs.length] as number)
    this.#place = new Int32Array(edges.from.length * 2).fill(-1)
    const next = this.#start.slice()
    for (let h = 0; h < edges.from.length * 2; h++) {
      if (!isBorder(h >> 1)) continue
      const v = this.origin(h)
      this.#leaving[next[v] as number] = h
      next[v] = (next[v] as number) + 1
    }
    for (let v = 0; v < xs.length; v++)
      this.#leaving.subarray(this.#start[v] as number, this.#start[v + 1] as number).sort(this.#byAngle)
    this.#leaving.forEach((h, i) => {
      this.#place[h] = i
    })
  }

  *all(): Iterable<number> {
    for (const h of this.#leaving) yield h
  }

  origin(h: number): number {
    const { from, to } = this.#partition.edges
    return ((h & 1) === 0 ? from[h >> 1] : to[h >> 1]) as number
  }

  /** The next border of the piece left of h: at its end the first one clockwise from the way back. */
  next(h: number): number {
    const back = h ^ 1
    const v = this.origin(back)
    const [start, end] = [this.#start[v] as number, this.#start[v + 1] as number]
    const at = this.#place[back] as number
    return this.#leaving[at === start ? end - 1 : at - 1] as number
  }

  readonly #byAngle = (g: number, h: number): number => {
    const { xs, ys } = this.#partition
    const o = this.origin(g)
    const [a, b] = [this.origin(g ^ 1), this.origin(h ^ 1)]
    const [ox, oy] = [xs[o] as number, ys[o] as number]
    const isLower = (v: number) => {
      const dy = (ys[v] as number) - oy
      return dy < 0 || (dy === 0 && (xs[v] as number) < ox)
    }
    const half = Number(isLower(a)) - Number(isLower(b))
    if (half !== 0) return half
    return -orientation(ox, oy, xs[a] as number, ys[a] as number, xs[b] as number, ys[b] as number)
  }
}

type Loop = { readonly ring: Ring; readonly area: bigint; readonly first: number }

function traceLoops(partition: Partition, graph: HalfEdges): { loopOf: Int32Array; loops: Loop[] } {
  const loopOf = new Int32Array(partition.edges.from.length * 2).fill(-1)
  const loops: Loop[] = []
  for (const first of graph.all()) {
    if (loopOf[first] !== -1) continue
    const vertices: number[] = []
    for (let h = first; loopOf[h] === -1; h = graph.next(h)) {
      loopOf[h] = loops.length
      vertices.push(graph.origin(h))
    }
    const ring = coordinatesOf(partition, vertices)
    loops.push({ ring, area: twiceArea(ring), first })
  }
  return { loopOf, loops }
}

/** For each loop that runs clockwise, the outer border of what hangs together, the smallest loop around it; -1: none. */
function enclose(
  partition: Partition,
  graph: HalfEdges,
  loopOf: Int32Array,
  loops: readonly Loop[],
): Int32Array {
  const around = new Int32Array(loops.length).fill(-1)
  const shells = loops.flatMap(({ area }, l) => (area > 0n ? [l] : []))
  if (shells.length === 0) return around
  const island = islandsOf(graph, loopOf, loops.length)
  const index = new Flatbush(shells.length, 16, Int32Array)
  for (const l of shells) {
    const { minX, minY, maxX, maxY } = bboxOf([(loops[l] as Loop).ring])
    index.add(minX, minY, maxX, maxY)
  }
  index.finish()
  loops.forEach(({ area, first }, l) => {
    if (area >= 0n) return
    const v = graph.origin(first)
    const [x, y] = [partition.xs[v] as number, partition.ys[v] as number]
    for (const i of index.search(x, y, x, y)) {
      const shell = shells[i] as number
      const { ring, area: size } = loops[shell] as Loop
      if (island[shell] === island[l] || sideOfRing(ring, x, y) <= 0) continue
      const best = around[l] as number
      if (best === -1 || size < (loops[best] as Loop).area) around[l] = shell
    }
  })
  return around
}

/** Which loops hang together, by borders that they share. */
function islandsOf(graph: HalfEdges, loopOf: Int32Array, count: number): Int32Array {
  const root = Int32Array.from({ length: count }, (_, l) => l)
  const find = (l: number): number => {
    let top = l
    while (root[top] !== top) top = root[top] as number
    for (let at = l; root[at] !== top; ) {
      const next = root[at] as number
      root[at] = top
      at = next
    }
    return top
  }
  for (const h of graph.all()) root[find(loopOf[h] as number)] = find(loopOf[h ^ 1] as number)
  return Int32Array.from({ length: count }, (_, l) => find(l))
}

function ownersOf(left: Int32Array, right: Int32Array, borders: Borders, cells: number): number[][] {
  const owners: (number[] | undefined)[] = new Array(cells)
  const beside: { cell: number; parts: readonly number[] }[][] = Array.from({ length: cells + 1 }, () => [])
  borders.forEach((parts, e) => {
    if (parts === undefined) return
    const [l, r] = [left[e] as number, right[e] as number]
    beside[l === OUTSIDE ? cells : l]?.push({ cell: r, parts })
    beside[r === OUTSIDE ? cells : r]?.push({ cell: l, parts })
  })
  const queue = [cells]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const here = at === cells ? [] : (owners[at] as number[])
    for (const { cell, parts } of beside[at] ?? []) {
      if (cell === OUTSIDE || owners[cell] !== undefined) continue
      owners[cell] = toggled(here, parts)
      queue.push(cell)
    }
  }
  return owners.map(list => list ?? [])
}

/** What is in one list only. */
function toggled(a: readonly number[], b: readonly number[]): number[] {
  const out = new Set(a)
  for (const part of b) if (!out.delete(part)) out.add(part)
  return [...out].sort((p, q) => p - q)
}
