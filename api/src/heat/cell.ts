/**
 * Cells of the heatmap: Web-Mercator tiles at zoom 20 (some 32 m wide at 33° north), kept as Morton codes: the bits of the
 * tile's x and y interleaved, x lowest. The cell that contains one at a zoom k below is a shift to the right by 2k bits.
 */
export const storedZoom = 20

/** Beyond this latitude there is no Web Mercator; such places fall into the outermost row. */
const maxLatitude = 85.05112877980659
const earthCircumferenceMeters = 40_075_016.68557849

/** Tile of the Web-Mercator pyramid. */
export interface Tile {
  readonly x: number
  readonly y: number
}

/** Cell of a place, degrees WGS84. Below 2^40, so exact as a number. */
export function cellOf(lon: number, lat: number): number {
  return encode(tileAt(lon, lat, storedZoom))
}

/** Tile of a place at a zoom. */
export function tileAt(lon: number, lat: number, zoom: number): Tile {
  const side = 2 ** zoom
  const radians = (Math.max(-maxLatitude, Math.min(maxLatitude, lat)) * Math.PI) / 180
  const x = Math.floor(((lon + 180) / 360) * side)
  const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * side)
  return { x: within(x, side), y: within(y, side) }
}

/** x and y of at most 20 bits → Morton code. */
export function encode({ x, y }: Tile): number {
  const low = spread(x & 0x3ff) | (spread(y & 0x3ff) << 1)
  const high = spread(x >>> 10) | (spread(y >>> 10) << 1)
  return high * 2 ** 20 + low
}

/** Morton code of at most 40 bits → x and y. */
export function decode(code: number): Tile {
  const high = Math.floor(code / 2 ** 20)
  const low = code % 2 ** 20
  return { x: (gather(high) << 10) | gather(low), y: (gather(high >>> 1) << 10) | gather(low >>> 1) }
}

/** Width of a cell on the ground at a latitude, in metres. */
export function cellMeters(zoom: number, lat: number): number {
  return (earthCircumferenceMeters * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}

/** 180° east and the southern edge belong to the last tile. */
function within(tile: number, side: number): number {
  return Math.max(0, Math.min(side - 1, tile))
}

/** Ten bits → every second of twenty. */
function spread(bits: number): number {
  let v = bits
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  return (v | (v << 1)) & 0x55555555
}

/** Every second of twenty bits → ten. */
function gather(bits: number): number {
  let v = bits & 0x55555555
  v = (v | (v >>> 1)) & 0x33333333
  v = (v | (v >>> 2)) & 0x0f0f0f0f
  v = (v | (v >>> 4)) & 0x00ff00ff
  return (v | (v >>> 8)) & 0x0000ffff
}
