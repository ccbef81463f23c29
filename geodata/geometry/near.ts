import { lowerOf } from './code-rank.ts'
import { METERS_PER_DEGREE, radians } from './distance.ts'
import { EDGE_STRIDE, type Raster } from './raster.ts'
import { UNITS_PER_DEGREE } from './units.ts'

export type Near = { readonly face: number; readonly distanceMeters: number }

/**
 * The face nearest to a point outside all faces, if one is within the limit; of equally near faces the lowest code.
 * Measured on the plane that touches the sphere at the point's latitude: within 0.1 % of the great circle up to 10 km.
 * (x, y) count from the raster's corner and may lie beyond it.
 */
export function distanceToEdges(
  raster: Raster,
  rank: Int32Array,
  x: number,
  y: number,
  limitMeters: number,
): Near | null {
  const latitude = (y + raster.y0) / UNITS_PER_DEGREE
  if (!(Math.abs(latitude) <= 90)) return null
  const meterY = METERS_PER_DEGREE / UNITS_PER_DEGREE
  const meterX = meterY * Math.cos(radians(latitude))
  const reachX = limitMeters / meterX
  const reachY = limitMeters / meterY
  const column1 = Math.max(0, Math.floor((x - reachX) / 2 ** raster.shift))
  const column2 = Math.min(raster.columns - 1, Math.floor((x + reachX) / 2 ** raster.shift))
  const row1 = Math.max(0, Math.floor((y - reachY) / 2 ** raster.shift))
  const row2 = Math.min(raster.rows - 1, Math.floor((y + reachY) / 2 ** raster.shift))

  let best = limitMeters * limitMeters
  let face = -1
  for (let row = row1; row <= row2; row++) {
    for (let column = column1; column <= column2; column++) {
      const cell = raster.cells[row * raster.columns + column] as number
      if (cell >= 0) continue
      for (let i = raster.start[~cell] as number; i < (raster.start[~cell + 1] as number); i += EDGE_STRIDE) {
        const squared = squaredDistance(raster.edges, i, x, y, meterX, meterY)
        if (squared > best) continue
        const left = (raster.edges[i + 4] as number) - 1
        const right = (raster.edges[i + 5] as number) - 1
        face = lowerOf(rank, squared < best ? lowerOf(rank, -1, left) : lowerOf(rank, face, left), right)
        best = squared
      }
    }
  }
  return face < 0 ? null : { face, distanceMeters: Math.sqrt(best) }
}

/** From the point to the edge at offset i, in square metres. At an edge's end it depends on that vertex alone, so edges that share it tie exactly. */
function squaredDistance(
  edges: Int32Array,
  i: number,
  x: number,
  y: number,
  meterX: number,
  meterY: number,
): number {
  const ax = ((edges[i] as number) - x) * meterX
  const ay = ((edges[i + 1] as number) - y) * meterY
  const bx = ((edges[i + 2] as number) - x) * meterX
  const by = ((edges[i + 3] as number) - y) * meterY
  const dx = bx - ax
  const dy = by - ay
  const along = -(ax * dx + ay * dy)
  const length = dx * dx + dy * dy
  if (along <= 0) return ax * ax + ay * ay
  if (along >= length) return bx * bx + by * by
  const across = ax * dy - ay * dx
  return (across * across) / length
}
