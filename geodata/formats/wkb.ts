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

function geometryAt(view: DataView, position: Position): Pick<LayerRow, 'polygons' | 'hasHeights'> {
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
  if (base === 3) {
    const stride = 8 * (2 + Number(hasHeights) + Number(hasMeasure))
    const rings = Array.from({ length: count() }, () => {
      const points = count()
      if (position.at + points * stride > view.byteLength) throw new RangeError('ring')
      const ring = new Float64Array(2 * points)
      for (let i = 0; i < points; i++, position.at += stride) {
        ring[2 * i] = view.getFloat64(position.at, little)
        ring[2 * i + 1] = view.getFloat64(position.at + 8, little)
      }
      return ring
    })
    return { polygons: rings.length === 0 ? [] : [rings], hasHeights }
  }
  if (base !== 6 && base !== 7) return { polygons: null }
  const parts = Array.from({ length: Math.min(count(), view.byteLength) }, () => geometryAt(view, position))
  if (parts.some(({ polygons }) => polygons === null)) return { polygons: null }
  return {
    polygons: parts.flatMap(({ polygons }) => polygons ?? []),
    hasHeights: parts.some(part => part.hasHeights),
  }
}

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
