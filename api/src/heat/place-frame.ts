import { storedZoom, type Tile, tileAt } from './cell.ts'
import { strayPlace } from './incident-table.ts'

/**
 * A rectangle of stored cells around the city. A place in it is one number of 32 bits, `y << 16 | x` from its corner; the few places beyond
 * it are strays. All four sides are multiples of `alignment`, so a cell of any zoom down to ten levels above lies wholly in it or not at all.
 */
export interface PlaceFrame {
  readonly x0: number
  readonly y0: number
  readonly width: number
  readonly height: number
}

const alignment = 1024
/** Two sides of 16 bits, and room for the two numbers that are no cell. */
const widest = 63 * alignment
/** Beyond the grids, as a share of their extent: reports from the outskirts. */
const margin = 1 / 8

/** Around a box in degrees: west, south, east, north. */
export function frameAround([west, south, east, north]: readonly [
  number,
  number,
  number,
  number,
]): PlaceFrame {
  const low = tileAt(west, north, storedZoom)
  const high = tileAt(east, south, storedZoom)
  const [x0, width] = side(low.x, high.x)
  const [y0, height] = side(low.y, high.y)
  return { x0, y0, width, height }
}

export function placeIn(frame: PlaceFrame, { x, y }: Tile): number {
  const dx = x - frame.x0
  const dy = y - frame.y0
  const isInside = dx >= 0 && dy >= 0 && dx < frame.width && dy < frame.height
  return isInside ? ((dy << 16) | dx) >>> 0 : strayPlace
}

function side(low: number, high: number): [begin: number, length: number] {
  const spare = Math.ceil((high - low) * margin)
  const begin = Math.max(0, Math.floor((low - spare) / alignment) * alignment)
  const end = Math.min(2 ** storedZoom, Math.ceil((high + spare + 1) / alignment) * alignment)
  return [begin, Math.min(widest, end - begin)]
}
