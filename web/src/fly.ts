import type { View } from './view.ts'

type Camera = NonNullable<View['map']>

/** Nearer than this a single place says nothing about where it is. */
const placeZoom = 15.5
const closestZoom = 17
/** Share of the free map that the target may fill. */
const fill = 0.7
/** Map tiles at zoom 0 are so many pixels wide. */
const worldPixels = 512

/** The part of the window that the map has for itself, in pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** A camera that shows these bounds (west, south, east, north) within the room. */
export function cameraOfBounds(
  [west, south, east, north]: readonly [number, number, number, number],
  room: Room = freeRoom(),
): Camera {
  const across = Math.max(east - west, 1e-6) / 360
  const up = Math.max(mercator(north) - mercator(south), 1e-9)
  const zoom = Math.min(
    Math.log2((room.width * fill) / (across * worldPixels)),
    Math.log2((room.height * fill) / (up * worldPixels)),
  )
  return { lon: (west + east) / 2, lat: (south + north) / 2, zoom: Math.min(Math.max(zoom, 0), closestZoom) }
}

/** A camera on one place, never farther away than the reader already is. */
export function cameraOfPoint(lon: number, lat: number, current: Camera | undefined): Camera {
  return { lon, lat, zoom: Math.min(Math.max(current?.zoom ?? 0, placeZoom), closestZoom) }
}

/** Latitude as a share of the Mercator square, growing northwards. */
function mercator(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  return Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

/** What is left of the window between rail and inspector; on a phone, above the sheet. */
function freeRoom(): Room {
  const { innerWidth, innerHeight } = window
  if (innerWidth < 720) return { width: innerWidth, height: innerHeight / 2 }
  return { width: Math.max(innerWidth - 640, 320), height: Math.max(innerHeight - 120, 240) }
}
