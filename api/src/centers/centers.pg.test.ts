import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { gridCode, middleOf } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'
import { Route } from '../routing/contract.ts'
import { CenterList } from './contract.ts'

let api: ApiClient
let sql: Sql
beforeAll(async () => {
  const database = await townDatabase({ incidents: 0 })
  sql = database.sql
  api = apiClient(testService(database))
})

const list = async (query = '') => (await api.read(CenterList, `/api/centers${query}`)).centers

test('without a question all centers come, in order of codes', async () => {
  const codes = (await list()).map(center => center.code)
  expect(codes).toEqual(['C1', 'C2', 'C3', 'C4'])
  expect((await list('?limit=2')).map(center => center.code)).toEqual(['C1', 'C2'])
  expect((await list()).every(center => center.distanceMeters === undefined)).toBe(true)
})

test('nearest first, by great circle, as PostGIS orders them', async () => {
  for (const block of [0, 7, 13, 29]) {
    const [lon, lat] = middleOf(block)
    const judged = await sql<{ code: string; meters: number }[]>`
      select code, ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)::geography, false) as meters
      from center order by 2, 1`
    const centers = await list(`?near=${lon},${lat}`)
    expect(centers.map(center => center.code)).toEqual(judged.map(center => center.code))
    centers.forEach((center, i) => {
      expect(center.distanceMeters).toBeCloseTo(distanceMeters(lon, lat, center.lon, center.lat), 1)
      expect(Math.abs((center.distanceMeters ?? 0) / (judged[i]?.meters ?? 1) - 1)).toBeLessThan(1e-4)
    })
    const [nearest] = await list(`?near=${lon},${lat}&limit=1`)
    const route = await api.read(Route, `/api/route?lon=${lon}&lat=${lat}`)
    expect(route.center).toMatchObject({ code: nearest?.code, distanceMeters: nearest?.distanceMeters })
  }
})

test('of a grid: the centers that serve it or something below it', async () => {
  const all = await list()
  const code = gridCode(3, 0, 4)
  const expected = all.filter(center => center.grid.code === code)
  expect(expected.length).toBeGreaterThan(0)
  expect(await list(`?grid=${code}`)).toEqual(expected)
  const [lon, lat] = middleOf(30)
  expect((await list(`?grid=${code}&near=${lon},${lat}`)).map(center => center.code)).toEqual(
    expected.map(center => center.code),
  )
  expect(await list(`?grid=${gridCode(3, 3, 4)}`)).toEqual([])
})

test('a changed center is seen by the next request', async () => {
  const [lon, lat] = middleOf(0)
  await sql`update center set geom = ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326) where code = 'C4'`
  expect((await list(`?near=${lon},${lat}&limit=1`))[0]).toMatchObject({ code: 'C4', distanceMeters: 0 })
})

test.each([
  ['?near=110', '400 bad-field near'],
  ['?near=110,x', '400 bad-field near'],
  ['?near=,', '400 bad-field near'],
  ['?near=30,110', '400 swapped-coordinate near'],
  ['?near=200,10', '400 bad-coordinate near'],
  ['?limit=0', '400 bad-field limit'],
  ['?limit=1001', '400 bad-field limit'],
  ['?grid=T9', '404 unknown-grid grid'],
  ['?code=C1', '400 unknown-field code'],
])('refused: %s', async (query, expected) => {
  expect(await api.refusal(`/api/centers${query}`)).toBe(expected)
})
