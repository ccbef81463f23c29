/** Where the map looks: its middle in degrees, and its zoom. North is always up. */
export type Camera = { readonly lon: number; readonly lat: number; readonly zoom: number }

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number]

/** Screen pixels at each side that panels cover. */
export type Padding = {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** A flight explains where the new place lies, and stops. */
export const flightMs = 220
/** Flights longer than so many screens are jumps: nothing between would be recognised. */
const farScreens = 3
export const closestZoom = 18.5
/** Share of the city's size that may be seen beyond its bounds. */
const roomAround = 0.6
/** Long side to short side of what a screen has left beside bars and panels. */
const slimmestScreen = 2.6

/** Cameras that look the same at the precision an address keeps. */
export function sameCamera(a: Camera, b: Camera): boolean {
  return Math.abs(a.lon - b.lon) < 2e-5 && Math.abs(a.lat - b.lat) < 2e-5 && Math.abs(a.zoom - b.zoom) < 0.01
}

/** How long to fly: not at all for readers who asked for less motion, or too far to follow. */
export function flightDuration(from: Camera, to: Camera, screenDegrees: number, reduced: boolean): number {
  if (reduced || sameCamera(from, to)) return 0
  const away = Math.hypot(from.lon - to.lon, from.lat - to.lat) / screenDegrees
  return away > farScreens || Math.abs(from.zoom - to.zoom) > 5 ? 0 : flightMs
}

/**
 * The bounds that the map may not leave: the city with some country around it, and never so little that a whole city that lies flat does not
 * fit an upright telephone, or an upright one a wide screen.
 */
export function widened([west, south, east, north]: Bounds): Bounds {
  const [width, height] = [east - west, north - south]
  const narrow = Math.cos((Math.min(85, Math.max(-south, north)) * Math.PI) / 180)
  const wide = Math.cos((Math.max(0, -north, south) * Math.PI) / 180)
  const dx = Math.max(width * roomAround, (slimmestScreen * (height / narrow) - width) / 2)
  const dy = Math.max(height * roomAround, (slimmestScreen * width * wide - height) / 2)
  return [west - dx, Math.max(-85, south - dy), east + dx, Math.min(85, north + dy)]
}

export function prefersStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
