export interface Position {
  readonly lon: number
  readonly lat: number
  readonly accuracyMeters: number
}

const earthMeters = 6_371_009
const radians = Math.PI / 180

/** Metres along the great circle. */
export function distanceMeters(
  a: { readonly lon: number; readonly lat: number },
  b: { readonly lon: number; readonly lat: number },
): number {
  const [x, y] = [Math.sin(((b.lon - a.lon) * radians) / 2), Math.sin(((b.lat - a.lat) * radians) / 2)]
  const share = y * y + x * x * Math.cos(a.lat * radians) * Math.cos(b.lat * radians)
  return 2 * earthMeters * Math.asin(Math.min(1, Math.sqrt(share)))
}
