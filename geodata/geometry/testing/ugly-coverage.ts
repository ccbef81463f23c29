import fc from 'fast-check'
import type { Face } from '../face.ts'
import { outlineOf } from '../outline.ts'
import { buildPartition } from '../partition.ts'
import { orientation, type Ring, twiceArea } from '../ring.ts'

/** Cells in a row and in a column, and units between two corners: tiny, so that every degeneracy happens. */
const CELLS = 4
const STEP = 6
const SIDE = 2 * CELLS + 1

/** A tiling of small cells with ugly borders, and the faces made by giving each cell to an owner. */
export type UglyCoverage = {
  /** Eight-cornered cells, each a ring of its own: what a brute-force judge looks at. */
  readonly cells: readonly Ring[]
  /** Grid code of each cell, null = belongs to nobody. */
  readonly owners: readonly (string | null)[]
  /** One face for each connected part of an owner's cells; with holes and exclaves as they come. */
  readonly faces: readonly Face[]
}

type Move = { readonly vertex: number; readonly dx: number; readonly dy: number }

/** Random legal moves of the corners and middles of a lattice, then random owners. */
export const uglyCoverage: fc.Arbitrary<UglyCoverage> = fc
  .record({
    moves: fc.array(
      fc.record({
        vertex: fc.nat({ max: SIDE * SIDE - 1 }),
        dx: fc.integer({ min: -5, max: 5 }),
        dy: fc.integer({ min: -5, max: 5 }),
      }),
      { maxLength: 60 },
    ),
    owners: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', null), {
      minLength: CELLS * CELLS,
      maxLength: CELLS * CELLS,
    }),
  })
  .map(({ moves, owners }) => build(moves, owners))

function build(moves: readonly Move[], owners: readonly (string | null)[]): UglyCoverage {
  const xs = Array.from({ length: SIDE * SIDE }, (_, v) => ((v % SIDE) * STEP) / 2)
  const ys = Array.from({ length: SIDE * SIDE }, (_, v) => (Math.floor(v / SIDE) * STEP) / 2)
  const rings = Array.from({ length: CELLS * CELLS }, (_, c) => cellRing(c))
  for (const { vertex, dx, dy } of moves) {
    const before = [xs[vertex], ys[vertex]] as [number, number]
    xs[vertex] = before[0] + dx
    ys[vertex] = before[1] + dy
    if (!isSound(rings, xs, ys)) [xs[vertex], ys[vertex]] = before
  }
  const cells = rings.map(ring => Int32Array.from(ring.flatMap(v => [xs[v] as number, ys[v] as number])))
  const lone = buildPartition(cells.map((ring, c) => ({ grid: String(c), rings: [ring] })))
  const faces = components(owners).flatMap(part =>
    outlineOf(lone, part).map(rings => ({ grid: owners[part[0] as number] as string, rings })),
  )
  return { cells, owners, faces }
}

/** The eight lattice vertices around cell c, counter-clockwise. */
function cellRing(c: number): number[] {
  const v = 2 * Math.floor(c / CELLS) * SIDE + 2 * (c % CELLS)
  return [v, v + 1, v + 2, v + 2 + SIDE, v + 2 + 2 * SIDE, v + 1 + 2 * SIDE, v + 2 * SIDE, v + SIDE]
}

/** Brute force: every cell has a positive area and no two edges meet except at a shared vertex. */
function isSound(rings: readonly number[][], xs: readonly number[], ys: readonly number[]): boolean {
  const edges = new Map<string, readonly [number, number]>()
  for (const ring of rings) {
    const flat = Int32Array.from(ring.flatMap(v => [xs[v] as number, ys[v] as number]))
    if (twiceArea(flat) <= 0n) return false
    ring.forEach((u, i) => {
      const v = ring[(i + 1) % ring.length] as number
      edges.set(`${Math.min(u, v)} ${Math.max(u, v)}`, [u, v])
    })
  }
  const turn = (a: number, b: number, c: number) =>
    orientation(
      xs[a] as number,
      ys[a] as number,
      xs[b] as number,
      ys[b] as number,
      xs[c] as number,
      ys[c] as number,
    )
  const between = (a: number, b: number, c: number) =>
    Math.min(xs[a] as number, xs[b] as number) <= (xs[c] as number) &&
    (xs[c] as number) <= Math.max(xs[a] as number, xs[b] as number) &&
    Math.min(ys[a] as number, ys[b] as number) <= (ys[c] as number) &&
    (ys[c] as number) <= Math.max(ys[a] as number, ys[b] as number)
  const list = [...edges.values()]
  return list.every(([a, b], i) =>
    list.slice(i + 1).every(([c, d]) => {
      const shared = a === c || a === d ? a : b === c || b === d ? b : null
      if (shared !== null) {
        const p = a === shared ? b : a
        const q = c === shared ? d : c
        return turn(shared, p, q) !== 0 || (!between(shared, p, q) && !between(shared, q, p))
      }
      const c1 = turn(a, b, c)
      const d1 = turn(a, b, d)
      const a2 = turn(c, d, a)
      const b2 = turn(c, d, b)
      if (c1 * d1 < 0 && a2 * b2 < 0) return false
      return !(
        (c1 === 0 && between(a, b, c)) ||
        (d1 === 0 && between(a, b, d)) ||
        (a2 === 0 && between(c, d, a)) ||
        (b2 === 0 && between(c, d, b))
      )
    }),
  )
}

/** Cells of one owner that hang together by sides. */
function components(owners: readonly (string | null)[]): number[][] {
  const seen = new Set<number>()
  const out: number[][] = []
  owners.forEach((owner, first) => {
    if (owner === null || seen.has(first)) return
    const part: number[] = []
    const queue = [first]
    seen.add(first)
    for (let c = queue.pop(); c !== undefined; c = queue.pop()) {
      part.push(c)
      const beside = [c % CELLS > 0 ? c - 1 : -1, c % CELLS < CELLS - 1 ? c + 1 : -1, c - CELLS, c + CELLS]
      for (const n of beside) {
        if (owners[n] === owner && !seen.has(n)) {
          seen.add(n)
          queue.push(n)
        }
      }
    }
    out.push(part)
  })
  return out
}
