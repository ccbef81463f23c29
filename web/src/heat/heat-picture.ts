import type { Bounds } from '../map/camera.ts'
import type { HeatCells } from './heat.api.ts'
import { latOf, lonOf, metersOf } from './mercator.ts'
import { rampColour, rampOpacity, rampPlace } from './ramp.ts'

/** Cells of nothing around the outermost ones, so that the surface ends in nothing. */
const margin = 2
/** Picture points per cell and side; fewer when the picture would grow beyond `widest`, which software drawing feels. */
const finest = 6
const widest = 640
const rampSteps = 256

/** Lies on the ground: rows from north to south, evenly spaced in Web Mercator, colours not premultiplied. */
export type HeatPicture = { readonly image: ImageData; readonly bounds: Bounds }

export type HeatSurface = {
  readonly picture: HeatPicture
  /** Incidents per cell at the highest place of the surface. */
  readonly max: number
  readonly cellMeters: number
}

/**
 * Cells → a smooth surface of incidents per cell. Each cell's count is spread by a cubic B-spline, whose weights sum to
 * one everywhere: nothing is added or lost, and the surface has the unit of the cells.
 * @param scale the value at the top of the ramp, where pictures are to be compared; without it this surface's own highest
 */
export function heatSurface(cells: HeatCells, dark: boolean, scale?: number): HeatSurface | null {
  if (cells.x.length === 0) return null
  const box = boxOf(cells)
  const counts = new Float64Array(box.columns * box.rows)
  cells.x.forEach((x, i) => {
    const at = ((cells.y[i] as number) - box.top) * box.columns + x - box.left
    counts[at] = (counts[at] as number) + (cells.count[i] as number)
  })
  const fine = Math.max(1, Math.min(finest, Math.floor(widest / Math.max(box.columns, box.rows))))
  const across = spread(counts, box.columns, box.rows, fine)
  const surface = transpose(
    spread(transpose(across, box.columns * fine, box.rows), box.rows, box.columns * fine, fine),
    box.rows * fine,
    box.columns * fine,
  )
  const side = 2 ** cells.cellZoom
  let max = 0
  for (const value of surface) if (value > max) max = value
  return {
    picture: {
      image: new ImageData(paint(surface, scale ?? max, dark), box.columns * fine, box.rows * fine),
      bounds: boundsOf(box, cells.cellZoom),
    },
    max,
    cellMeters: metersOf(1 / side, (box.top + box.rows / 2) / side),
  }
}

type Box = { readonly left: number; readonly top: number; readonly columns: number; readonly rows: number }

function boxOf({ x, y }: HeatCells): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, 0, 0]
  x.forEach((value, i) => {
    const other = y[i] as number
    if (value < minX) minX = value
    if (value > maxX) maxX = value
    if (other < minY) minY = other
    if (other > maxY) maxY = other
  })
  return {
    left: minX - margin,
    top: minY - margin,
    columns: maxX - minX + 1 + 2 * margin,
    rows: maxY - minY + 1 + 2 * margin,
  }
}

/** Spreads rows of counts along x, `fine` values for each cell. */
export function spread(counts: Float64Array, columns: number, rows: number, fine: number): Float64Array {
  const out = new Float64Array(columns * fine * rows)
  const weights = Array.from({ length: fine }, (_, k) => splineWeights((k + 0.5) / fine - 0.5))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = counts[row * columns + column] as number
      if (value === 0) continue
      // a cell reaches two cells to each side
      for (let near = -2; near <= 2; near++) {
        const to = column + near
        if (to < 0 || to >= columns) continue
        for (let k = 0; k < fine; k++) {
          const at = (row * columns + to) * fine + k
          out[at] = (out[at] as number) + value * ((weights[k] as number[])[2 - near] as number)
        }
      }
    }
  }
  return out
}

/** Weights of the cells two to the left … two to the right for a place `t` cells from the middle of its own. */
function splineWeights(t: number): number[] {
  return [-2, -1, 0, 1, 2].map(cell => cubic(Math.abs(t - cell)))
}

function cubic(d: number): number {
  if (d >= 2) return 0
  return d < 1 ? 2 / 3 - d * d + (d * d * d) / 2 : (2 - d) ** 3 / 6
}

function transpose(values: Float64Array, columns: number, rows: number): Float64Array {
  const out = new Float64Array(values.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column] as number
  return out
}

function paint(surface: Float64Array, max: number, dark: boolean): Uint8ClampedArray<ArrayBuffer> {
  const colours = Array.from({ length: rampSteps }, (_, i) => {
    const t = i / (rampSteps - 1)
    return [...rampColour(t, dark), Math.round(255 * rampOpacity(t - 0.03))] as const
  })
  const out = new Uint8ClampedArray(surface.length * 4)
  surface.forEach((value, i) => {
    const colour = colours[Math.round(rampPlace(value, max) * (rampSteps - 1))]
    if (colour !== undefined) out.set(colour, i * 4)
  })
  return out
}

function boundsOf({ left, top, columns, rows }: Box, zoom: number): Bounds {
  const side = 2 ** zoom
  return [lonOf(left / side), latOf((top + rows) / side), lonOf((left + columns) / side), latOf(top / side)]
}
