import { expect, test } from 'vitest'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { multiPolygonHex, polygonHex } from './wkb.ts'

const shell = Int32Array.from([1166637324, 328164546, 1166733064, 328164546, 1166733064, 328270135])
const hole = Int32Array.from([1166700001, 328180003, 1166720007, 328180003, 1166720007, 328200009])

test('PostGIS reads back exactly the doubles of the units', async () => {
  const { sql } = await emptyDatabase()
  const [row] = await sql<{ xs: number[]; srid: number; holes: number }[]>`
    select array(select ST_X(geom) from ST_DumpPoints(shape)) as xs, ST_SRID(shape) as srid,
      ST_NumInteriorRings(shape) as holes
    from (select ${polygonHex([shell, hole])}::geometry as shape) given`
  const closed = (ring: Int32Array) => [ring[0], ring[2], ring[4], ring[0]].map(unit => (unit ?? 0) / 1e7)
  expect(row).toEqual({ xs: [...closed(shell), ...closed(hole)], srid: 4326, holes: 1 })
})

test('several polygons make one multipolygon', async () => {
  const { sql } = await emptyDatabase()
  const [row] = await sql`
    select GeometryType(shape) as type, ST_NumGeometries(shape) as parts
    from (select ${multiPolygonHex([[shell], [hole]])}::geometry as shape) given`
  expect(row).toEqual({ type: 'MULTIPOLYGON', parts: 2 })
})
