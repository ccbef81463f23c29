/** A tile's own measure: units on a side, and how far beyond it shapes go on, so that no border shows where two tiles meet. */
export const extent = 4096
export const buffer = 64

const low = -buffer
const high = extent + buffer

/** x0, y0, x1, y1, … */
export type Line = readonly number[]

/**
 * A ring (not closed) cut to a tile with its buffer, after Sutherland and Hodgman: outside of the tile it runs along the tile's edge. Two
 * neighbours are cut at the same places: a place on an edge does not depend on the direction in which the edge is walked.
 */
export function clipRing(ring: Line): Line {
  let out = ring
  for (const side of sides) out = cutAt(out, side)
  return out
}

/** A line cut to a tile with its buffer: the pieces that are inside. */
export function clipLine(line: Line): Line[] {
  let pieces: Line[] = [line]
  for (const side of sides) pieces = pieces.flatMap(piece => piecesAt(piece, side))
  return pieces.filter(piece => piece.length >= 4)
}

interface Side {
  /** 0 for x, 1 for y. */
  readonly axis: 0 | 1
  readonly at: number
  /** 1 where larger numbers are inside, else -1. */
  readonly inward: 1 | -1
}

const sides: readonly Side[] = [
  { axis: 0, at: low, inward: 1 },
  { axis: 0, at: high, inward: -1 },
  { axis: 1, at: low, inward: 1 },
  { axis: 1, at: high, inward: -1 },
]

function cutAt(ring: Line, side: Side): Line {
  const n = ring.length
  if (n === 0 || isWhole(ring, side)) return ring
  const { axis, at, inward } = side
  const out: number[] = []
  let px = ring[n - 2] as number
  let py = ring[n - 1] as number
  let before = inward * (axis === 0 ? px : py) >= inward * at
  for (let i = 0; i < n; i += 2) {
    const x = ring[i] as number
    const y = ring[i + 1] as number
    const now = inward * (axis === 0 ? x : y) >= inward * at
    if (now !== before) cross(out, px, py, x, y, axis, at)
    if (now) out.push(x, y)
    px = x
    py = y
    before = now
  }
  return out
}

function piecesAt(line: Line, side: Side): Line[] {
  if (isWhole(line, side)) return [line]
  const { axis, at, inward } = side
  const pieces: number[][] = []
  let piece: number[] = []
  let [px, py, before] = [0, 0, false]
  for (let i = 0; i < line.length; i += 2) {
    const x = line[i] as number
    const y = line[i + 1] as number
    const now = inward * (axis === 0 ? x : y) >= inward * at
    if (i > 0 && now !== before) cross(piece, px, py, x, y, axis, at)
    if (now) piece.push(x, y)
    else if (piece.length > 0) {
      pieces.push(piece)
      piece = []
    }
    px = x
    py = y
    before = now
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

function isWhole(line: Line, { axis, at, inward }: Side): boolean {
  for (let i: number = axis; i < line.length; i += 2)
    if (inward * (line[i] as number) < inward * at) return false
  return true
}

/** Where an edge meets a line along an axis: reckoned from its lower end. */
function cross(out: number[], px: number, py: number, x: number, y: number, axis: 0 | 1, at: number): void {
  const forward = px < x || (px === x && py < y)
  const ax = forward ? px : x
  const ay = forward ? py : y
  const bx = forward ? x : px
  const by = forward ? y : py
  if (axis === 0) out.push(at, ay + ((at - ax) / (bx - ax)) * (by - ay))
  else out.push(ax + ((at - ay) / (by - ay)) * (bx - ax), at)
}
