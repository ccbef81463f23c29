const equatorMeters = 40_075_016.686

/** Web Mercator as a square of side 1: x from 180° west eastwards, y from the north edge southwards. */
export type WorldPoint = { readonly x: number; readonly y: number }

export function worldPoint(lon: number, lat: number): WorldPoint {
  const radians = (lat * Math.PI) / 180
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 }
}

export function lonOf(x: number): number {
  return x * 360 - 180
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}

/** Metres on the ground for a length of the square, at the height `y`. */
export function metersOf(length: number, y: number): number {
  return length * equatorMeters * Math.cos((latOf(y) * Math.PI) / 180)
}
