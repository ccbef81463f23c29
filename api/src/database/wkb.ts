import type { Ring } from '@jingwei/geodata/geometry/ring.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'

/** Shapes in units → hexadecimal EWKB (EPSG:4326), so that the database holds exactly the doubles that the kernel computes with. */
export function polygonHex(rings: readonly Ring[]): string {
  return withHeader(polygonType, polygonBody(rings)).toString('hex')
}

export function multiPolygonHex(polygons: readonly (readonly Ring[])[]): string {
  const parts = polygons.map(rings => Buffer.concat([littleEndian, uint32(polygonType), polygonBody(rings)]))
  return withHeader(multiPolygonType, Buffer.concat([uint32(parts.length), ...parts])).toString('hex')
}

const polygonType = 3
const multiPolygonType = 6
const hasSrid = 0x20000000
const srid = 4326
const littleEndian = Buffer.from([1])

function withHeader(type: number, body: Buffer): Buffer {
  return Buffer.concat([littleEndian, uint32((type | hasSrid) >>> 0), uint32(srid), body])
}

function polygonBody(rings: readonly Ring[]): Buffer {
  return Buffer.concat([uint32(rings.length), ...rings.map(ringBody)])
}

/** Closed, as the format wants it. */
function ringBody(ring: Ring): Buffer {
  const n = ring.length / 2
  const out = Buffer.alloc(4 + (n + 1) * 16)
  out.writeUInt32LE(n + 1, 0)
  for (let i = 0; i <= n; i++) {
    const at = 2 * (i % n)
    out.writeDoubleLE(toDegrees(ring[at] ?? 0), 4 + 16 * i)
    out.writeDoubleLE(toDegrees(ring[at + 1] ?? 0), 12 + 16 * i)
  }
  return out
}

function uint32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32LE(value)
  return out
}
