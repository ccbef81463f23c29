import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import type { Ring } from '@jingwei/geodata/geometry/ring.ts'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import type { Database } from '../database/open.ts'
import { polygonHex } from '../database/wkb.ts'
import { selectLeafFlows } from './lineage.queries.ts'

let database: Database
beforeAll(async () => {
  database = await townDatabase({ incidents: 0 })
})

/** The same ring as a surveyor delivers it: each border in so many pieces, rounded to whole units. */
function surveyed(ring: Ring, pieces: number): Ring {
  const out: number[] = []
  for (let i = 0; i < ring.length; i += 2) {
    const [ax, ay] = [ring[i] as number, ring[i + 1] as number]
    const [bx, by] = [ring[(i + 2) % ring.length] as number, ring[(i + 3) % ring.length] as number]
    for (let piece = 0; piece < pieces; piece++)
      out.push(Math.round(ax + ((bx - ax) * piece) / pieces), Math.round(ay + ((by - ay) * piece) / pieces))
  }
  return Int32Array.from(out)
}

test('a face that was surveyed anew, borders along its old ones, keeps its area: overlays of nearly the same lines do not break off', async () => {
  const { sql } = database
  const [face] = decodeTopology(JSON.parse(readFileSync(join(demoFolder, 'topology.json'), 'utf8')))
  if (face === undefined) throw new Error('no face')
  const [before, after] = [polygonHex(face.rings), polygonHex(face.rings.map(ring => surveyed(ring, 8)))]
  await sql`insert into version (effective_at, content_hash, topology) values (now(), '', '')`
  const [grid] = await sql<{ id: number }[]>`
    update face set geom = ${before}::text::geometry, to_version = 2
    where id = (select min(id) from face) returning grid_id as id`
  await sql`insert into face (grid_id, from_version, geom) values (${grid?.id ?? 0}, 2, ${after}::text::geometry)`
  const [row] = await sql<
    { meters: number }[]
  >`select ST_Area(${before}::text::geometry::geography) as meters`
  const flows = await selectLeafFlows(sql, 2)
  expect(flows).toEqual([
    { old: grid?.id, new: grid?.id, squareMeters: expect.closeTo(row?.meters ?? 0, -2) },
  ])
})
