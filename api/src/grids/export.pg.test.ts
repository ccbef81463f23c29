import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Layer } from '@jingwei/geodata/formats/layer.ts'
import { readFile } from '@jingwei/geodata/formats/read-file.ts'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'

let api: ApiClient
let sql: Sql
beforeAll(async () => {
  const database = await townDatabase()
  sql = database.sql
  api = apiClient(testService(database))
})

async function layersOf(format: string, query = ''): Promise<Layer[]> {
  const answer = await api.ask('GET', `/api/grids/1/export?format=${format}${query}`)
  expect(answer.status).toBe(200)
  const file = join(tmpdir(), `export-${randomBytes(6).toString('hex')}`)
  try {
    writeFileSync(file, new Uint8Array(await answer.arrayBuffer()))
    return readFile(file, 'all').layers
  } finally {
    rmSync(file)
  }
}

/** What the database holds, as GeoJSON of its own making. */
async function stored(level: string): Promise<Map<string, string>> {
  const rows = await sql<{ code: string; shape: string }[]>`
    select r.code, ST_AsText(s.geom, 15) as shape from grid_shape s
    join grid_record r using (grid_id) join level l on l.position = r.level
    where l.key = ${level}`
  return new Map(rows.map(({ code, shape }) => [code, shape]))
}

test.each(['geojson', 'gpkg', 'shp'])(
  '%s has the doubles that the database has, at every level',
  async format => {
    for (const level of ['a', 'c']) {
      const [layer] = await layersOf(format, `&level=${level}`)
      const at = layer?.fields.indexOf('code') ?? -1
      const expected = await stored(level)
      expect(layer?.rows).toHaveLength(expected.size)
      for (const { values, polygons } of layer?.rows ?? []) {
        const numbers = (polygons ?? []).flat().flatMap(ring => [...ring])
        const known = new Set((expected.get(String(values[at])) ?? '').match(/-?[\d.]+/g)?.map(Number))
        expect(numbers.length).toBeGreaterThan(8)
        expect(numbers.filter(number => !known.has(number))).toEqual([])
      }
    }
  },
)

test('without a level all of them, largest first', async () => {
  const [collection] = await layersOf('geojson')
  const levels = collection?.rows.map(({ values }) => values[1]) ?? []
  expect([...new Set(levels)]).toEqual(['a', 'b', 'c', 'd'])
  expect((await layersOf('shp')).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
  const csv = await (await api.ask('GET', '/api/grids/1/export?format=csv')).text()
  expect(csv.split('\r\n')).toHaveLength(levels.length + 2)
  expect(csv).toContain('code,level,parent,name')
})

test('what is not there is told', async () => {
  expect((await api.ask('GET', '/api/grids/99/export?format=gpkg')).status).toBe(404)
  expect((await api.ask('GET', '/api/grids/1/export?format=gpkg&level=z')).status).toBe(400)
  expect((await api.ask('GET', '/api/grids/1/export?format=dwg')).status).toBe(400)
})
