import { DATUMS, type Datum, type LonLat, toWgs84 } from './datum.ts'

/** Why a point may have ended up outside the city. */
export type Misreading =
  | { readonly mistake: 'swapped-axes' }
  | { readonly mistake: 'datum'; readonly datum: Datum }

/**
 * For a point that lies outside: the readings of the same two numbers that would put it inside the city. The likeliest
 * first: longitude and latitude swapped, then another datum. Empty when no mistake explains it. Only a reason to warn:
 * nothing is corrected by it.
 * @param inside whether a WGS84 place is inside the city
 */
export function misreadings(
  point: LonLat,
  declared: Datum,
  inside: (lon: number, lat: number) => boolean,
): Misreading[] {
  const [lon, lat] = point
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return []
  const lands = (place: LonLat, datum: Datum) => inside(...toWgs84(place, datum))
  const out: Misreading[] = []
  if (lands([lat, lon], declared)) out.push({ mistake: 'swapped-axes' })
  for (const datum of DATUMS) {
    if (isSame(datum, declared) || datum === 'cgcs2000') continue
    if (lands(point, datum)) out.push({ mistake: 'datum', datum })
  }
  return out
}

function isSame(a: Datum, b: Datum): boolean {
  const name = (datum: Datum) => (datum === 'cgcs2000' ? 'wgs84' : datum)
  return name(a) === name(b)
}
