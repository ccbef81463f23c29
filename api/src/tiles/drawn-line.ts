import { extent } from './clip.ts'

export type Box = readonly [west: number, north: number, east: number, south: number]

/** Vertices of a stretch: a stretch that lies beside a tile is passed over in one step. */
const stretch = 32

/** A ring or a line as it is drawn at a zoom, in shares of the world's side, with a box around every stretch of it. */
export interface DrawnLine {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** West, north, east and south of each stretch. */
  readonly boxes: Float64Array
}

export function drawnLine(xs: Float64Array, ys: Float64Array): DrawnLine {
  const boxes = new Float64Array(4 * Math.ceil(xs.length / stretch))
  for (let at = 0, begin = 0; begin < xs.length; at += 4, begin += stretch) {
    let [west, north, east, south] = [2, 2, -1, -1]
    for (let i = begin; i < Math.min(xs.length, begin + stretch); i++) {
      west = Math.min(west, xs[i] as number)
      north = Math.min(north, ys[i] as number)
      east = Math.max(east, xs[i] as number)
      south = Math.max(south, ys[i] as number)
    }
    boxes.set([west, north, east, south], at)
  }
  return { xs, ys, boxes }
}

/**
 * The line in a tile's own measure: x0, y0, x1, y1, … Of stretches that lie wholly beside the same edge of `box` only the first and the last
 * vertex are there: whoever cuts at that edge finds the same.
 */
export function placeLine({ xs, ys, boxes }: DrawnLine, box: Box, z: number, x: number, y: number): number[] {
  const side = 2 ** z
  const out: number[] = []
  const place = (i: number) => {
    out.push(((xs[i] as number) * side - x) * extent, ((ys[i] as number) * side - y) * extent)
  }
  let besideBefore = 0
  for (let at = 0, begin = 0; begin < xs.length; at += 4, begin += stretch) {
    const end = Math.min(xs.length, begin + stretch)
    const beside = besideOf(boxes, at, box)
    if (beside === 0) for (let i = begin; i < end; i++) place(i)
    else {
      if (beside === besideBefore) out.length -= 2
      else place(begin)
      place(end - 1)
    }
    besideBefore = beside
  }
  return out
}

/** The edge of the box that everything of a stretch lies beyond; 0: it may lie inside. */
function besideOf(boxes: Float64Array, at: number, [west, north, east, south]: Box): number {
  if ((boxes[at + 2] as number) < west) return 1
  if ((boxes[at] as number) > east) return 2
  if ((boxes[at + 3] as number) < north) return 3
  return (boxes[at + 1] as number) > south ? 4 : 0
}
