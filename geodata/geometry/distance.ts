/** Mean radius of the earth in metres (IUGG R1): every great-circle distance here is on this sphere. */
export const EARTH_RADIUS_METERS = 6371008.8

/** Metres of one degree of latitude, or of longitude at the equator. */
export const METERS_PER_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180

/** Great-circle distance in metres between two places in degrees (haversine). */
export function distanceMeters(lonA: number, latA: number, lonB: number, latB: number): number {
  const halfLat = Math.sin(radians(latB - latA) / 2)
  const halfLon = Math.sin(radians(lonB - lonA) / 2)
  const h = halfLat * halfLat + Math.cos(radians(latA)) * Math.cos(radians(latB)) * halfLon * halfLon
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)))
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
