import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { demoDatabase, townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, gridCode, middleOf } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'
import { IncidentPage, ReportedIncident } from '../incidents/contract.ts'
import { tileAt } from './cell.ts'
import { Heat } from './contract.ts'

let api: ApiClient
const heat = (query = '') => api.read(Heat, `/api/heat${query}`)

async function listed(query: string): Promise<number> {
  let count = 0
  let next: string | null = ''
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`
    const page: IncidentPage = await api.read(IncidentPage, `/api/incidents?limit=500${query}${cursor}`)
    count += page.incidents.length
    next = page.next
  }
  return count
}

describe('the sample town', () => {
  beforeAll(async () => {
    api = apiClient(testService(await townDatabase()))
    await api.send(ReportedIncident, '/api/incidents', {
      grid: blockCode(4),
      classCode: 'E01',
      title: '整格',
    })
  })

  test.each([
    '',
    '&status=open',
    '&status=finished',
    '&status=handling,void',
    '&class=E01,C01',
    '&net=service',
    `&grid=${gridCode(8, 0, 4)}`,
    '&reason=named-grid',
    '&q=样例',
    '&bbox=110,30,110.05,30.05&status=open',
    '&from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&net=governance',
  ])('counts what the list has: %s', async query => {
    const { total, withoutPlace, cells, max } = await heat(`?zoom=12${query}`)
    expect(total).toBe(await listed(query))
    expect(cells.reduce((sum, [, , incidents]) => sum + incidents, 0)).toBe(total - withoutPlace)
    expect(max).toBe(Math.max(0, ...cells.map(([, , incidents]) => incidents)))
  })

  test('a report is in the next answer, in the cell of its place', async () => {
    const [lon, lat] = middleOf(21)
    const before = await heat('?zoom=12&status=open')
    await api.send(ReportedIncident, '/api/incidents', { lon, lat, classCode: 'E02', title: '热' })
    const after = await heat('?zoom=12&status=open')
    expect(after.total).toBe(before.total + 1)
    const { x, y } = tileAt(lon, lat, after.cellZoom)
    const at = ({ cells }: Heat) => cells.find(cell => cell[0] === x && cell[1] === y)?.[2] ?? 0
    expect(at(after)).toBe(at(before) + 1)
  })

  test('cells fit the zoom of the map and are never smaller than what is stored', async () => {
    const zooms = await Promise.all([0, 8.9, 11, 14, 24].map(zoom => heat(`?zoom=${zoom}`)))
    expect(zooms.map(answer => answer.cellZoom)).toEqual([6, 14, 17, 20, 20])
    expect(new Set(zooms.map(answer => answer.total)).size).toBe(1)
    const [wide, , , narrow] = zooms
    expect((wide?.cellMeters ?? 0) / (narrow?.cellMeters ?? 1)).toBeCloseTo(2 ** 14, -1)
  })

  test('the binary form says the same', async () => {
    const json = await heat('?zoom=12&net=service')
    const answer = await api.ask('GET', '/api/heat?zoom=12&net=service&format=binary')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    const words = new Uint32Array(await answer.arrayBuffer())
    const n = words[2] ?? 0
    expect([...words.subarray(0, 4)]).toEqual([0x4a574854, json.cellZoom, json.cells.length, json.total])
    const column = (i: number) => [...words.subarray(4 + i * n, 4 + (i + 1) * n)]
    const [xs, ys, counts] = [column(0), column(1), column(2)]
    expect(xs.map((x, i) => [x, ys[i], counts[i]])).toEqual(json.cells)
  })

  test.each([
    ['?zoom=25', '400 bad-field zoom'],
    ['?zoom=-1', '400 bad-field zoom'],
    ['?zoom=x', '400 bad-field zoom'],
    ['?format=png', '400 bad-field format'],
    ['?class=E99', '400 unknown-class class'],
    ['?grid=T9', '404 unknown-grid grid'],
    ['?limit=5', '400 unknown-field limit'],
  ])('refused: %s', async (query, expected) => {
    expect(await api.refusal(`/api/heat${query}`)).toBe(expected)
  })
})

describe('the demo city', () => {
  let sql: Sql
  beforeAll(async () => {
    const database = await demoDatabase()
    sql = database.sql
    api = apiClient(testService(database))
  })

  test('the finest cells lose nothing', async () => {
    const [row] = await sql<{ total: number }[]>`select count(*)::int as total from incident`
    const { cells, withoutPlace, total } = await heat('?zoom=20')
    expect(cells.reduce((sum, [, , count]) => sum + count, withoutPlace)).toBe(total)
    expect(total).toBe(row?.total)
  })

  test('the stored cell is the tile of the stored place', async () => {
    const rows = await sql<{ lon: number; lat: number; cell: number }[]>`
      select ST_X(geom) as lon, ST_Y(geom) as lat, cell from incident where id % 50 = 0 and geom is not null`
    const { cells } = await heat('?zoom=6')
    for (const { lon, lat } of rows) {
      const { x, y } = tileAt(lon, lat, 12)
      expect(cells.some(cell => cell[0] === x && cell[1] === y)).toBe(true)
    }
  })

  test('the open set is found through its own small index', async () => {
    await sql.begin(async tx => {
      await tx`set local enable_seqscan = off`
      const plan = await tx<Record<string, string>[]>`
        explain select cell >> 6, count(*) from incident i where (true and i.is_open) group by 1`
      expect(JSON.stringify(plan)).toMatch(/incident_open/)
    })
  })
})
