import { closestZoom, type Padding } from './map/camera.ts'
import { coveredNow } from './shell/cover.ts'
import type { View } from './view.ts'

type Camera = NonNullable<View['map']>

/** Farther away than this a single place says nothing about where it is. */
const placeZoom = 15.5
/** Share of the free map that the target may fill. */
const fill = 0.86
/** The world is so many pixels wide at zoom 0. */
const worldPixels = 512

/** The map's box on the screen and what panels cover of it, in pixels. */
export interface Room {
  readonly width: number
  readonly height: number
  readonly covered: Padding
}

/** A camera that shows these bounds (west, south, east, north) in the part of the map that no panel covers. */
export function cameraOfBounds(
  [west, south, east, north]: readonly [number, number, number, number],
  room: Room = roomNow(),
): Camera {
  const { covered } = room
  const free = {
    width: Math.max(room.width - covered.left - covered.right, 120),
    height: Math.max(room.height - covered.top - covered.bottom, 120),
  }
  const across = Math.max((east - west) / 360, 1e-9)
  const up = Math.max(northing(north) - northing(south), 1e-9)
  const zoom = Math.min(
    Math.log2((free.width * fill) / (across * worldPixels)),
    Math.log2((free.height * fill) / (up * worldPixels)),
    closestZoom,
  )
  return beside((west + east) / 2, (northing(south) + northing(north)) / 2, Math.max(zoom, 0), covered)
}

/** A camera on one place, never farther away than the reader already is. */
export function cameraOfPoint(
  lon: number,
  lat: number,
  current: Camera | undefined,
  { covered }: Room = roomNow(),
): Camera {
  const zoom = Math.min(Math.max(current?.zoom ?? 0, placeZoom), closestZoom)
  return beside(lon, northing(lat), zoom, covered)
}

/** The middle of the whole map such that a place comes to lie in the middle of its free part. */
function beside(lon: number, north: number, zoom: number, covered: Padding): Camera {
  const world = worldPixels * 2 ** zoom
  return {
    lon: lon + ((covered.right - covered.left) / 2 / world) * 360,
    lat: latitude(north - (covered.bottom - covered.top) / 2 / world),
    zoom,
  }
}

/** Latitude as a share of the Mercator square, growing northwards; 0 at the equator. */
function northing(lat: number): number {
  return Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)
}

function latitude(north: number): number {
  return (Math.atan(Math.sinh(north * 2 * Math.PI)) * 180) / Math.PI
}

function roomNow(): Room {
  const map = document.querySelector('.map')?.getBoundingClientRect()
  return {
    width: map?.width ?? window.innerWidth,
    height: map?.height ?? window.innerHeight,
    covered: coveredNow(),
  }
}
