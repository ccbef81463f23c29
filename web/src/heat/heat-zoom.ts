/** The API's cells are about 8 pixels wide at the zoom it is asked for; those of the smooth surface are about twice as wide. */
const coarser = 1
/** Finest picture, in cells across the city: beyond it a cell would say more of a door than of a street. */
const mostCells = 256
/** Hexagons are made of so much finer cells; the smallest one is about as large as the surface's smallest cell. */
const finer = 4
/** Cells across the world at zoom 0, as the API counts. */
const cellsAtZoom0 = 64

type Bounds = readonly [west: number, south: number, east: number, north: number]

/** Whole zoom to ask the API for; without a camera the city fills the window. */
export function zoomToAsk(mapZoom: number | undefined, bounds: Bounds | undefined): number {
  return zoomWithin(mapZoom, bounds, coarser, mostCells)
}

/** The same for hexagons, some 40 pixels wide. */
export function zoomOfHexagons(mapZoom: number | undefined, bounds: Bounds | undefined): number {
  return zoomWithin(mapZoom, bounds, 0, mostCells * finer)
}

function zoomWithin(mapZoom: number | undefined, bounds: Bounds | undefined, less: number, most: number) {
  const [west, , east] = bounds ?? [0, 0, 360, 0]
  const cap = Math.floor(Math.log2((most * 360) / ((east - west) * cellsAtZoom0)))
  const whole = Math.floor(Math.log2((1000 / 512) * (360 / (east - west))))
  return Math.max(0, Math.min(cap, Math.round((mapZoom ?? whole) - less)))
}
