import { radians } from './distance.ts'
import type { Ring } from './ring.ts'
import { UNITS_PER_DEGREE } from './units.ts'

/** WGS84: half axis in metres, and the square of its eccentricity. */
const a = 6_378_137
const e2 = 0.006_694_379_990_14

/** Metres of one unit east and one unit north at a latitude in degrees, on the ellipsoid. */
export function metersPerUnit(lat: number): { east: number; north: number } {
  const sine = Math.sin(radians(lat))
  const w = 1 - e2 * sine * sine
  const perUnit = Math.PI / 180 / UNITS_PER_DEGREE
  return {
    east: (a / Math.sqrt(w)) * Math.cos(radians(lat)) * perUnit,
    north: ((a * (1 - e2)) / w ** 1.5) * perUnit,
  }
}

/**
 * Area of rings that have their inside to the left, holes the other way round; to show, not to judge by. Measured on the plane that
 * touches the ellipsoid at the first ring's height: within a hundredth of a per cent for what is 20 km high.
 */
export function squareMeters(rings: readonly Ring[]): number {
  let [low, high] = [Infinity, -Infinity]
  let sum = 0
  for (const ring of rings) {
    const [x0, y0] = [ring[0] ?? 0, ring[1] ?? 0]
    for (let i = 0; i < ring.length; i += 2) {
      const j = i + 2 < ring.length ? i + 2 : 0
      const [ax, ay] = [(ring[i] as number) - x0, (ring[i + 1] as number) - y0]
      const [bx, by] = [(ring[j] as number) - x0, (ring[j + 1] as number) - y0]
      sum += ax * by - bx * ay
      low = Math.min(low, ring[i + 1] as number)
      high = Math.max(high, ring[i + 1] as number)
    }
  }
  if (rings.length === 0) return 0
  const { east, north } = metersPerUnit((low + high) / 2 / UNITS_PER_DEGREE)
  return (sum / 2) * east * north
}
