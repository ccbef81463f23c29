import { FormatError, type LayerRow } from './layer.ts'

/** Shapes of a `.shp` file (ESRI's paper of 1998): a header of 100 bytes, then records of one shape each. */
export function readShp(bytes: Uint8Array): Pick<LayerRow, 'polygons' | 'hasHeights'>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 100 || view.getInt32(0) !== fileCode) throw new FormatError('broken-file', 'shp')
  const out: Pick<LayerRow, 'polygons' | 'hasHeights'>[] = []
  for (let at = 100; at + 12 <= bytes.length; ) {
    const length = view.getInt32(at + 4) * 2
    if (length < 4 || at + 8 + length > bytes.length)
      throw new FormatError('broken-file', `shp: ${out.length + 1}`)
    out.push(shapeOf(new DataView(bytes.buffer, bytes.byteOffset + at + 8, length), out.length + 1))
    at += 8 + length
  }
  return out
}

const fileCode = 9994
const types = { none: 0, polygon: 5, polygonZ: 15, polygonM: 25 } as const

function shapeOf(view: DataView, number: number): Pick<LayerRow, 'polygons' | 'hasHeights'> {
  const type = view.getInt32(0, true)
  if (type === types.none) return { polygons: [] }
  if (type !== types.polygon && type !== types.polygonZ && type !== types.polygonM) return { polygons: null }
  if (view.byteLength < 44) throw new FormatError('broken-file', `shp: ${number}`)
  const parts = view.getInt32(36, true)
  const points = view.getInt32(40, true)
  const first = 44 + 4 * parts
  if (parts < 0 || points < 0 || first + 16 * points > view.byteLength)
    throw new FormatError('broken-file', `shp: ${number}`)
  const start = (part: number) => (part === parts ? points : view.getInt32(44 + 4 * part, true))
  const rings = Array.from({ length: parts }, (_, part) => {
    const [from, to] = [start(part), start(part + 1)]
    if (from < 0 || to < from || to > points) throw new FormatError('broken-file', `shp: ${number}`)
    return Float64Array.from({ length: 2 * (to - from) }, (_, i) =>
      view.getFloat64(first + 16 * from + 8 * i, true),
    )
  })
  return { polygons: polygonsOf(rings), hasHeights: type === types.polygonZ }
}

/** Shells run clockwise here, holes the other way; a hole belongs to the smallest shell that has its first point inside. */
function polygonsOf(rings: readonly Float64Array[]): Float64Array[][] {
  const measured = rings.map(ring => ({ ring, area: signedArea(ring) }))
  const shells = measured
    .filter(({ area }) => area <= 0)
    .map(({ ring, area }) => ({ area: -area, rings: [ring] }))
  // one that only has holes was written the other way round
  if (shells.length === 0) return rings.length === 1 ? [[...rings]] : polygonsOf(rings.map(turned))
  for (const { ring, area } of measured) {
    if (area <= 0) continue
    const around = shells.filter(
      shell => shell.area >= area && contains(shell.rings[0] as Float64Array, ring),
    )
    const smallest = around.sort((a, b) => a.area - b.area)[0]
    if (smallest === undefined) shells.push({ area, rings: [ring] })
    else smallest.rings.push(ring)
  }
  return shells.map(shell => shell.rings)
}

/** Whether the first point of a ring that is not on another lies in that one; they do not cross, or it will be told. */
function contains(shell: Float64Array, ring: Float64Array): boolean {
  const corners = new Set<string>()
  for (let i = 0; i < shell.length; i += 2) corners.add(`${shell[i]} ${shell[i + 1]}`)
  let at = 0
  while (at + 2 < ring.length && corners.has(`${ring[at]} ${ring[at + 1]}`)) at += 2
  const [x, y] = [ring[at] as number, ring[at + 1] as number]
  let inside = false
  for (let i = 0, j = shell.length - 2; i < shell.length; j = i, i += 2) {
    const [ax, ay] = [shell[i] as number, shell[i + 1] as number]
    const [bx, by] = [shell[j] as number, shell[j + 1] as number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

function turned(ring: Float64Array): Float64Array {
  const out = new Float64Array(ring.length)
  for (let i = 0; i < ring.length; i += 2) {
    out[i] = ring[ring.length - 2 - i] as number
    out[i + 1] = ring[ring.length - 1 - i] as number
  }
  return out
}

/** Twice, counter-clockwise positive, from the first point so that large numbers do not spoil it. */
function signedArea(ring: Float64Array): number {
  const [x0, y0] = [ring[0] ?? 0, ring[1] ?? 0]
  let sum = 0
  for (let i = 2; i + 3 < ring.length; i += 2)
    sum +=
      ((ring[i] as number) - x0) * ((ring[i + 3] as number) - y0) -
      ((ring[i + 2] as number) - x0) * ((ring[i + 1] as number) - y0)
  return sum
}

/** The `.shp` and its index `.shx`. Rings are turned as the format wants them. */
export function writeShp(rows: readonly Pick<LayerRow, 'polygons'>[]): { shp: Uint8Array; shx: Uint8Array } {
  const records = rows.map(({ polygons }) =>
    (polygons ?? []).flatMap(rings =>
      rings.map((ring, r) => (signedArea(ring) > 0 === (r === 0) ? turned(ring) : ring)),
    ),
  )
  const sizes = records.map(rings =>
    rings.length === 0 ? 4 : 44 + rings.reduce((sum, ring) => sum + 4 + 8 * ring.length, 0),
  )
  const shp = new DataView(new ArrayBuffer(100 + sizes.reduce((sum, size) => sum + 8 + size, 0)))
  const shx = new DataView(new ArrayBuffer(100 + 8 * rows.length))
  const whole = boxOf(records.flat())
  for (const view of [shp, shx]) {
    view.setInt32(0, fileCode)
    view.setInt32(24, view.byteLength / 2)
    view.setInt32(28, 1000, true)
    view.setInt32(32, types.polygon, true)
    whole.forEach((edge, i) => {
      view.setFloat64(36 + 8 * i, edge, true)
    })
  }
  let at = 100
  records.forEach((rings, r) => {
    const size = sizes[r] as number
    shx.setInt32(100 + 8 * r, at / 2)
    shx.setInt32(104 + 8 * r, size / 2)
    shp.setInt32(at, r + 1)
    shp.setInt32(at + 4, size / 2)
    if (rings.length > 0) putPolygon(shp, at + 8, rings)
    at += 8 + size
  })
  return { shp: new Uint8Array(shp.buffer), shx: new Uint8Array(shx.buffer) }
}

function putPolygon(view: DataView, at: number, rings: readonly Float64Array[]): void {
  view.setInt32(at, types.polygon, true)
  boxOf(rings).forEach((edge, i) => {
    view.setFloat64(at + 4 + 8 * i, edge, true)
  })
  view.setInt32(at + 36, rings.length, true)
  view.setInt32(
    at + 40,
    rings.reduce((sum, ring) => sum + ring.length / 2, 0),
    true,
  )
  let point = 0
  rings.forEach((ring, r) => {
    view.setInt32(at + 44 + 4 * r, point, true)
    ring.forEach((number, i) => {
      view.setFloat64(at + 44 + 4 * rings.length + 16 * point + 8 * i, number, true)
    })
    point += ring.length / 2
  })
}

function boxOf(rings: readonly Float64Array[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i] as number)
      box[1] = Math.min(box[1], ring[i + 1] as number)
      box[2] = Math.max(box[2], ring[i] as number)
      box[3] = Math.max(box[3], ring[i + 1] as number)
    }
  return box[0] === Infinity ? [0, 0, 0, 0] : box
}
