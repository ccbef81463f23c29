/** Side of the smallest typical grid that is still worth drawing, in screen pixels. */
const legiblePixels = 46
/** Width of the world in pixels at zoom 0, and its circumference in metres. */
const worldPixels = 512
const earthMeters = 40_075_016.686

/** What the map must know of a level: its place in the order, largest 0, and how large its grids typically are. */
export type LevelSize = {
  readonly key: string
  /** Side of a square with the median grid's area, in metres. */
  readonly typicalMeters: number
}

/** Metres a pixel covers at a latitude. */
export function metersPerPixel(zoom: number, lat: number): number {
  return (earthMeters * Math.cos((lat * Math.PI) / 180)) / (worldPixels * 2 ** zoom)
}

/** The zoom from which a level's typical grid is legible. */
export function zoomOfLevel(level: LevelSize, lat: number): number {
  return Math.log2((metersPerPixel(0, lat) * legiblePixels) / level.typicalMeters)
}

/** Index of the finest level that is legible at a zoom; the largest level always is. */
export function levelForZoom(levels: readonly LevelSize[], zoom: number, lat: number): number {
  const found = levels.findLastIndex(level => zoomOfLevel(level, lat) <= zoom)
  return Math.max(0, found)
}
