import { FormatError, type LayerRow } from './layer.ts'

/** Well-known binary of polygons, as a GeoPackage holds it behind its own header. */
export function readWkb(bytes: Uint8Array): Pick<LayerRow, 'polygons' | 'hasHeights'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return geometryAt(view, { at: 0 })
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError('broken-file', 'wkb')
    throw error
  }
}

type Position = { at: number }

/** Which geometry begins here, how long its points are, and how its numbers are to be read; the position goes on behind it. */
function headAt(view: DataView, position: Position) {
  const little = view.getUint8(position.at) === 1
  const word = view.getUint32(position.at + 1, little)
  position.at += 5
  // Z and M by thousands, or by EWKB's flags, whichever wrote it
  if ((word & 0x20000000) !== 0) position.at += 4
  const base = (word & 0x0fffffff) % 1000
  const thousands = Math.floor((word & 0x0fffffff) / 1000)
  const hasHeights = (word & 0x80000000) !== 0 || thousands === 1 || thousands === 3
  const hasMeasure = (word & 0x40000000) !== 0 || thousands === 2 || thousands === 3
  const count = () => {
    const value = view.getUint32(position.at, little)
    position.at += 4
    return value
  }
  const points = () => {
    const stride = 8 * (2 + Number(hasHeights) + Number(hasMeasure))
    const line = new Float64Array(2 * fitting(count(), stride))
    for (let i = 0; i < line.length; i += 2, position.at += stride) {
      line[i] = view.getFloat64(position.at, little)
      line[i + 1] = view.getFloat64(position.at + 8, little)
    }
    return line
  }
  /** What is counted must be there: nobody is led to make room for it. */
  const fitting = (number: number, size: number) => {
    if (position.at + number * size > view.byteLength) throw new RangeError('wkb')
    return number
  }
  const each = <T>(read: () => T): T[] => Array.from({ length: fitting(count(), 4) }, read)
  return { base, hasHeights, points, each }
}

function geometryAt(view: DataView, position: Position): Pick<LayerRow, 'polygons' | 'hasHeights'> {
  const { base, hasHeights, points, each } = headAt(view, position)
  if (base === types.polygon || base === types.curvePolygon) {
    const rings = base === types.polygon ? each(points) : each(() => lineAt(view, position))
    if (rings.includes(null)) return { polygons: null }
    return { polygons: rings.length === 0 ? [] : [rings as Float64Array[]], hasHeights }
  }
  if (!many.has(base)) return { polygons: null }
  const parts = each(() => geometryAt(view, position))
  if (parts.some(({ polygons }) => polygons === null)) return { polygons: null }
  return {
    polygons: parts.flatMap(({ polygons }) => polygons ?? []),
    hasHeights: parts.some(part => part.hasHeights),
  }
}

/** GIS programs write polygons as surfaces of curves, most of which are straight lines. @returns null for a true curve */
function lineAt(view: DataView, position: Position): Float64Array | null {
  const { base, points, each } = headAt(view, position)
  if (base === types.line) return points()
  if (base !== types.compoundCurve) return null
  const parts = each(() => lineAt(view, position))
  if (parts.includes(null)) return null
  // each begins where the one before ends
  return Float64Array.from(parts.flatMap((part, i) => [...(part as Float64Array).subarray(i === 0 ? 0 : 2)]))
}

const types = { line: 2, polygon: 3, compoundCurve: 9, curvePolygon: 10 } as const
/** Multipolygon, collection, multisurface. */
const many: ReadonlySet<number> = new Set([6, 7, 12])

/** A multipolygon, little-endian. */
export function writeWkb(polygons: readonly (readonly Float64Array[])[]): Uint8Array {
  const size = polygons.reduce(
    (sum, rings) => sum + 9 + rings.reduce((s, ring) => s + 4 + 8 * ring.length, 0),
    9,
  )
  const view = new DataView(new ArrayBuffer(size))
  let at = 0
  const head = (type: number, count: number) => {
    view.setUint8(at, 1)
    view.setUint32(at + 1, type, true)
    view.setUint32(at + 5, count, true)
    at += 9
  }
  head(6, polygons.length)
  for (const rings of polygons) {
    head(3, rings.length)
    for (const ring of rings) {
      view.setUint32(at, ring.length / 2, true)
      at += 4
      for (const number of ring) {
        view.setFloat64(at, number, true)
        at += 8
      }
    }
  }
  return new Uint8Array(view.buffer)
}
