/** The API's cells are about 8 pixels wide at the zoom it is asked for; these are about twice as wide. */
const coarser = 1
/** Finest picture, in cells across the city: beyond it a cell would say more of a door than of a street. */
const mostCells = 256
/** Cells across the world at zoom 0, as the API counts. */
const cellsAtZoom0 = 64

/** Whole zoom to ask the API for; without a camera the city fills the window. */
export function zoomToAsk(
  mapZoom: number | undefined,
  bounds: readonly [number, number, number, number] | undefined,
): number {
  const [west, , east] = bounds ?? [0, 0, 360, 0]
  const cap = Math.floor(Math.log2((mostCells * 360) / ((east - west) * cellsAtZoom0)))
  const whole = Math.floor(Math.log2((1000 / 512) * (360 / (east - west))))
  return Math.max(0, Math.min(cap, Math.round((mapZoom ?? whole) - coarser)))
}
