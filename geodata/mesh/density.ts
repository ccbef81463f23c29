import { COUNTRYSIDE, places } from '../sources/places.ts'
import { toMeters } from './plane.ts'
import { noise } from './random.ts'

const towns = places.map(({ unit, lon, lat, peak, reach }) => {
  const [x, y] = toMeters(lon, lat)
  return { district: unit.slice(0, 6), x, y, peak, spread: 2 * reach * reach * 1e6 }
})

/**
 * Responsibility blocks per km² at a place in metres: settlements over open country, a little uneven. With a district only
 * its own settlements count: a town does not spill over the river.
 */
export function density(x: number, y: number, district?: string) {
  let sum = COUNTRYSIDE
  for (const town of towns) {
    if (district !== undefined && town.district !== district) continue
    const d = (x - town.x) * (x - town.x) + (y - town.y) * (y - town.y)
    if (d < 6 * town.spread) sum += town.peak * Math.exp(-d / town.spread)
  }
  return sum * Math.exp(0.35 * noise(x / 1700, y / 1700, 11, 3))
}

/** Side in metres of a block of average size at this place. */
export function blockSize(x: number, y: number) {
  return 1000 / Math.sqrt(density(x, y))
}
