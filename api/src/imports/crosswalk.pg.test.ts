import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { cornerOf } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Actor, Ctx } from '../context.ts'
import { beginImport } from './begin-import.ts'
import { cancelImport } from './change-import.ts'
import { Crosswalk, CrosswalkAreas } from './contract.ts'
import { crosswalkAreas, crosswalkCsv, crosswalkOf } from './crosswalk.ts'
import { receiveFile } from './receive-file.ts'
import { settleImports } from './run-import.ts'

const officer: Actor = {
  account: 'officer',
  role: 'commander',
  grid: null,
  person: null,
  nets: null,
  department: null,
}
const folder = mkdtempSync(join(tmpdir(), 'jingwei-crosswalk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let ctx: Ctx
beforeAll(async () => {
  ctx = testContext(testService(await townDatabase({ levels: 3, incidents: 60 })), { actor: officer })
})

const [west, south] = cornerOf(0)
const size = cornerOf(1)[0] - west
/** Slanted, over several blocks and beyond the town. */
const corner = (x: number, y: number) => [west + x * size, south + y * size]
const rings = {
  'D-1': [corner(-0.5, -0.2), corner(3.3, 0.4), corner(2.6, 3.7), corner(0.2, 2.1)],
  'D-2': [corner(2.2, 0.9), corner(5.4, 1.3), corner(4.1, 3.2)],
}
const polygon = (ring: number[][]) => ({ type: 'Polygon', coordinates: [[...ring, ring[0]]] })

test('another department’s areas share ground and incidents with our grids as PostGIS measures it', async () => {
  const features = Object.entries(rings).map(([党网格, ring]) => ({
    type: 'Feature',
    properties: { 党网格, 名称: `党小组 ${党网格}` },
    geometry: polygon(ring),
  }))
  const form = new FormData()
  const json = JSON.stringify({
    type: 'FeatureCollection',
    features: [...features, { ...features[0], geometry: null }],
  })
  form.append('file', new Blob([json]), '党建.json')
  const request = new Response(form)
  const type = request.headers.get('content-type') ?? ''
  const body = Readable.fromWeb(request.body as ReadableStream)
  const { id } = await beginImport(ctx, folder, await receiveFile(body, type, folder))
  await settleImports(ctx)

  const query = { layer: '党建', code: '党网格', name: '名称' }
  const found = Crosswalk.parse(await crosswalkOf(ctx, folder, id, { ...query, level: 'b' }))
  expect(found).toMatchObject({ version: 1, level: 'b', layer: '党建', leftOut: 1 })
  const yearAgo = new Date(ctx.now.getTime() - 365 * 24 * 3_600_000)
  for (const [code, ring] of Object.entries(rings)) {
    const shape = JSON.stringify(polygon(ring))
    const judged = await ctx.sql<{ code: string; ground: number; incidents: number }[]>`
      with area as (select ST_SetSRID(ST_GeomFromGeoJSON(${shape}), 4326) as geom),
      common as (
        select p.code, sum(ST_Area(ST_Intersection(f.geom, area.geom)::geography)) as ground
        from area, face f
        join grid_record g on g.grid_id = f.grid_id
        join grid_record p on p.grid_id = g.parent_id
        where ST_Intersects(f.geom, area.geom)
        group by p.code)
      select common.code, ground, (
        select count(*)::int from area, incident i
        join grid_record g on g.grid_id = i.grid_id
        join grid_record p on p.grid_id = g.parent_id
        where p.code = common.code and ST_Covers(area.geom, i.geom)
          and i.reported_at > ${yearAgo} and i.reported_at <= ${ctx.now}) as incidents
      from common where ground > 1 order by common.code collate "C"`
    const ours = found.rows.filter(({ area, grid }) => area?.code === code && grid !== null)
    expect(ours.map(({ grid, incidents }) => [grid?.code, incidents])).toEqual(
      judged.map(each => [each.code, each.incidents]),
    )
    const whole = found.rows.filter(({ area }) => area?.code === code)
    expect(whole.reduce((sum, { ofArea }) => sum + (ofArea ?? 0), 0)).toBeCloseTo(1, 9)
    ours.forEach(({ squareMeters, area }, i) => {
      expect(squareMeters / (judged[i]?.ground ?? 0)).toBeCloseTo(1, 2)
      expect(area?.name).toBe(`党小组 ${code}`)
    })
  }
  expect(found.rows.reduce((sum, { incidents }) => sum + incidents, 0)).toBeGreaterThan(10)

  const pieces: Uint8Array[] = []
  for await (const piece of crosswalkCsv(found)) pieces.push(piece)
  const lines = Buffer.concat(pieces).toString('utf8').replace(/\r\n$/, '').split('\r\n')
  expect(lines[0]).toBe(
    '\uFEFFarea,area_name,grid,grid_name,square_meters,of_area,of_grid,incidents,of_area_incidents,of_grid_incidents',
  )
  expect(lines).toHaveLength(1 + found.rows.length)

  const areas = CrosswalkAreas.parse(await crosswalkAreas(ctx, folder, id, query))
  expect(areas.features.map(({ properties, geometry }) => [properties.code, geometry.coordinates])).toEqual(
    Object.entries(rings).map(([code, ring]) => [code, [polygon(ring).coordinates]]),
  )

  const refused = (wrong: object) => expect(crosswalkOf(ctx, folder, id, { ...query, ...wrong })).rejects
  await refused({ level: 'z' }).toMatchObject({ code: 'bad-field', field: 'level' })
  await refused({ layer: '综治' }).toMatchObject({ code: 'bad-field', field: 'layer' })
  await refused({ code: '编码' }).toMatchObject({ code: 'bad-field', field: 'code' })
  await cancelImport(ctx, folder, id)
  await refused({}).toMatchObject({ code: 'import-state' })
})
