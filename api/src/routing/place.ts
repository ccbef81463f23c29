import { type Datum, toWgs84 } from '@jingwei/geodata/geometry/datum.ts'
import { canonical } from '@jingwei/geodata/geometry/units.ts'
import { Problem } from '../problem.ts'

/** A point as it is routed and stored: degrees WGS84, rounded to 1e-7. */
export type Place = readonly [lon: number, lat: number]

/** A place as somebody declared it. */
export interface DeclaredPlace {
  readonly lon: number
  readonly lat: number
  /** WGS84 if not declared. */
  readonly datum?: Datum | undefined
}

/**
 * A declared place → the point that is routed.
 * Throws `swapped-coordinate` when only the other order of the two numbers is a place on earth, `bad-coordinate` when none is.
 * @param field path of the longitude and of the latitude in the request
 */
export function readPlace(
  { lon, lat, datum = 'wgs84' }: DeclaredPlace,
  field = { lon: 'lon', lat: 'lat' },
): Place {
  if (!(Math.abs(lat) <= 90)) {
    const swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90
    throw new Problem(swapped ? 'swapped-coordinate' : 'bad-coordinate', { field: field.lat })
  }
  if (!(Math.abs(lon) <= 180)) throw new Problem('bad-coordinate', { field: field.lon })
  const [x, y] = toWgs84([lon, lat], datum)
  // undoing a shift may leave the globe by a hair at its edges
  return [canonical(clamp(x, 180)), canonical(clamp(y, 90))]
}

function clamp(degrees: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, degrees))
}
