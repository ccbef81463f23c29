import gcoord from 'gcoord'

/**
 * What the numbers of a coordinate refer to. `cgcs2000` and `wgs84` differ by centimetres to decimetres (tectonic drift) and are one here;
 * `gcj02` (AMap, Tencent) is shifted by some 500 m, `bd09` (Baidu) by some 1,200 m.
 */
export const DATUMS = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]

export type LonLat = readonly [lon: number, lat: number]

export function isDatum(value: unknown): value is Datum {
  return DATUMS.some(datum => datum === value)
}

/**
 * Coordinates in a declared datum → WGS84, in degrees. There and back is exact to a millimetre, except within 1.5 km of
 * the edge of the box around China outside which GCJ-02 and BD-09 are not shifted.
 *
 * The shift has no closed inverse, so the forward one is undone step by step. Not with gcoord's own inverse: it never
 * returns for a few places on that edge (72.004° E 20° N), which a stranger could send.
 */
export function toWgs84(point: LonLat, datum: Datum): LonLat {
  if (!isShifted(datum)) return point
  let [lon, lat] = point
  for (let step = 0; step < MAX_STEPS; step++) {
    const [lonThere, latThere] = fromWgs84([lon, lat], datum)
    const dLon = point[0] - lonThere
    const dLat = point[1] - latThere
    lon += dLon
    lat += dLat
    if (Math.abs(dLon) < ENOUGH && Math.abs(dLat) < ENOUGH) break
  }
  return [lon, lat]
}

/** WGS84 → a datum, in degrees. */
export function fromWgs84(point: LonLat, datum: Datum): LonLat {
  if (!isShifted(datum)) return point
  return gcoord.transform([point[0], point[1]], gcoord.WGS84, datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09)
}

/** Each step divides the error by some thousand; three are enough, except on the edge where none are. */
const MAX_STEPS = 10
/** A tenth of a millimetre, in degrees. */
const ENOUGH = 1e-9

function isShifted(datum: Datum): datum is 'gcj02' | 'bd09' {
  return datum === 'gcj02' || datum === 'bd09'
}
