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
  readonly isInside: (value: number) => boolean
}

const sides: readonly Side[] = [
  { axis: 0, at: low, isInside: value => value >= low },
  { axis: 0, at: high, isInside: value => value <= high },
  { axis: 1, at: low, isInside: value => value >= low },
  { axis: 1, at: high, isInside: value => value <= high },
]

function cutAt(ring: Line, { axis, at, isInside }: Side): Line {
  const n = ring.length
  if (n === 0 || isWhole(ring, axis, isInside)) return ring
  const out: number[] = []
  for (let i = 0; i < n; i += 2) {
    const x = ring[i] as number
    const y = ring[i + 1] as number
    const px = ring[(i + n - 2) % n] as number
    const py = ring[(i + n - 1) % n] as number
    const now = isInside(axis === 0 ? x : y)
    const before = isInside(axis === 0 ? px : py)
    if (now !== before) out.push(...crossing(px, py, x, y, axis, at))
    if (now) out.push(x, y)
  }
  return out
}

function piecesAt(line: Line, { axis, at, isInside }: Side): Line[] {
  if (isWhole(line, axis, isInside)) return [line]
  const pieces: number[][] = []
  let piece: number[] = []
  for (let i = 0; i < line.length; i += 2) {
    const x = line[i] as number
    const y = line[i + 1] as number
    const now = isInside(axis === 0 ? x : y)
    if (i > 0) {
      const px = line[i - 2] as number
      const py = line[i - 1] as number
      if (now !== isInside(axis === 0 ? px : py)) piece.push(...crossing(px, py, x, y, axis, at))
    }
    if (now) piece.push(x, y)
    else if (piece.length > 0) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

function isWhole(line: Line, axis: 0 | 1, isInside: (value: number) => boolean): boolean {
  for (let i = axis; i < line.length; i += 2) if (!isInside(line[i] as number)) return false
  return true
}

/** Where an edge meets a line along an axis: reckoned from its lower end. */
function crossing(px: number, py: number, x: number, y: number, axis: 0 | 1, at: number): [number, number] {
  const forward = px < x || (px === x && py < y)
  const [ax, ay, bx, by] = forward ? [px, py, x, y] : [x, y, px, py]
  return axis === 0
    ? [at, ay + ((at - ax) / (bx - ax)) * (by - ay)]
    : [ax + ((at - ay) / (by - ay)) * (bx - ax), at]
}
