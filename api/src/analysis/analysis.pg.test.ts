import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, gridCode } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'
import { Heat } from '../heat/contract.ts'
import { IncidentPage } from '../incidents/contract.ts'
import { Frames, fewestTested, HotSpots, Tally, Times } from './contract.ts'

let api: ApiClient
let sql: Sql
beforeAll(async () => {
  const database = await townDatabase({ incidents: 200 })
  sql = database.sql
  api = apiClient(testService(database))
})

async function listed(query: string): Promise<number> {
  const page = await api.read(IncidentPage, `/api/incidents?limit=500&${query}`)
  expect(page.next).toBe(null)
  return page.incidents.length
}
const tally = (query: string) => api.read(Tally, `/api/analysis/grids?${query}`)
const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0)

test.each(['', 'status=open', 'class=E01,C01', 'duty=D1', 'closing=1-', 'weekday=1,2,3&hour=8,9,10,11'])(
  'every number by grid, on every level, leads to exactly its cases: %s',
  async filter => {
    const all = await listed(filter)
    for (const level of ['a', 'b', 'c', 'd']) {
      const { total, elsewhere, rows } = await tally(`level=${level}&${filter}`)
      expect(total).toBe(all)
      expect(sum(rows.map(row => row.count)) + elsewhere).toBe(total)
      for (const { code, count } of rows.slice(0, 3))
        expect(await listed(`grid=${code}&${filter}`)).toBe(count)
    }
  },
)

test('so does every hour of the week, and every step of time', async () => {
  const { step, edges, counts, week } = await api.read(Times, '/api/analysis/times?status=open')
  const all = await listed('status=open')
  expect(step).toBe('week')
  expect(sum(counts)).toBe(all)
  expect(sum(week)).toBe(all)
  const busiest = week.indexOf(Math.max(...week))
  const hour = `weekday=${Math.floor(busiest / 24) + 1}&hour=${busiest % 24}&status=open`
  expect(await listed(hour)).toBe(week[busiest])
  for (const i of [0, 20, counts.length - 1])
    expect(await listed(`status=open&from=${edges[i]}&to=${edges[i + 1]}`)).toBe(counts[i])
})

test('so does every square of the map', async () => {
  const { cellZoom, cells } = await api.read(Heat, '/api/heat?zoom=7&class=E01')
  for (const [x, y, count] of cells.slice(0, 5))
    expect(await listed(`class=E01&cells=${cellZoom}:${x}/${y}`)).toBe(count)
  const some = cells.slice(0, 4)
  expect(await listed(`class=E01&cells=${cellZoom}:${some.map(([x, y]) => `${x}/${y}`).join(',')}`)).toBe(
    sum(some.map(([, , count]) => count)),
  )
})

test('steps of time begin at midnights, Mondays and firsts of the city’s clock', async () => {
  for (const [step, says] of [
    ['day', /T16:00:00/],
    ['week', /T16:00:00/],
    ['month', /-(28|29|30|31)T16:00:00/],
  ] as const) {
    const { edges } = await api.read(Times, `/api/analysis/times?step=${step}`)
    expect(edges.length).toBeGreaterThan(10)
    for (const edge of edges.slice(1, -1)) {
      expect(edge).toMatch(says)
      // midnight in Shanghai is 16:00 of the day before in UTC
      if (step === 'week') expect(new Date(edge).getUTCDay()).toBe(0)
    }
  }
})

test('a film adds up to the whole, and each picture is the tally of its step', async () => {
  const { edges, rows } = await api.read(Frames, '/api/analysis/frames?level=b&step=month')
  const whole = await tally('level=b')
  expect(rows.map(({ code, counts }) => [code, sum(counts)])).toEqual(
    whole.rows.map(({ code, count }) => [code, count]),
  )
  const one = await tally(`level=b&from=${edges[3]}&to=${edges[4]}`)
  expect(rows.map(({ counts }) => counts[3])).toEqual(one.rows.map(({ count }) => count))
})

test('what a rate divides by is the sum of what lies below', async () => {
  const [area] = await sql<{ km2: number }[]>`
    select sum(ST_Area(geom::geography)) / 1e6 as km2 from face where to_version is null`
  const [posts] = await sql<{ workers: number }[]>`
    select count(distinct person_id)::int as workers from post
    where role = 'worker' and person_id is not null and until_day is null`
  for (const level of ['a', 'd']) {
    const { rows } = await tally(`level=${level}`)
    expect(sum(rows.map(row => row.squareKilometers)) / (area?.km2 ?? 0)).toBeCloseTo(1, 3)
    expect(sum(rows.map(row => row.workers))).toBe(posts?.workers)
    expect(rows.every(row => row.households === 100)).toBe(true)
  }
})

test('neighbours share a border: PostGIS says so too', async () => {
  const { rows, idle, tested } = await api.read(HotSpots, '/api/analysis/hot-spots?level=d')
  expect(tested).toBeGreaterThan(fewestTested)
  expect(idle).toBe(false)
  const judged = await sql<{ code: string; neighbours: number }[]>`
    select a.code, count(distinct b.code)::int as neighbours
    from (select r.code, s.geom from grid_record r join grid_shape s using (grid_id) join level l on l.position = r.level where l.key = 'd') a
    left join (select r.code, s.geom from grid_record r join grid_shape s using (grid_id) join level l on l.position = r.level where l.key = 'd') b
      on a.code <> b.code and ST_Dimension(ST_Intersection(a.geom, b.geom)) = 1
    group by 1 order by 1`
  expect(rows.map(({ code, neighbours }) => ({ code, neighbours }))).toEqual(judged)
})

test('a cluster that was put there is found, nothing else is', async () => {
  const block = 12
  await sql`
    insert into incident (class_code, net, title, version_id, grid_id, grid_at_report_id, reason, reported_at, updated_at)
    select 'E02', 'service', '聚集', 1, r.grid_id, r.grid_id, 'inside', now() - interval '3 days', now()
    from grid_record r, generate_series(1, 300)
    where r.code = any(${[block, block + 1, block + 2, block + 3].map(n => blockCode(n))}::text[])`
  const { rows } = await api.read(HotSpots, '/api/analysis/hot-spots?level=d&class=E02&measure=area')
  const hot = rows.filter(row => row.z > 0 && row.q <= 0.05).map(row => row.code)
  expect(hot.length).toBeGreaterThan(0)
  expect(hot.every(code => code.startsWith(gridCode(block, 1, 4).slice(0, 3)))).toBe(true)
  expect(rows.every(row => row.q >= row.p - 1e-12)).toBe(true)
})

test('bad questions are refused', async () => {
  expect(await api.refusal('/api/analysis/grids?level=z')).toBe('400 bad-field level')
  expect(await api.refusal('/api/analysis/grids')).toBe('400 bad-field level')
  expect(await api.refusal('/api/analysis/grids?level=d&duty=D9')).toBe('400 bad-field duty')
  expect(await api.refusal('/api/analysis/grids?level=d&closing=soon')).toBe('400 bad-field closing')
  expect(await api.refusal('/api/analysis/times?hour=24')).toBe('400 bad-field hour')
  expect(await api.refusal('/api/analysis/times?cells=3:9/1')).toBe('400 bad-field cells')
  expect(await api.refusal('/api/analysis/frames?level=d&step=day')).toBe('400 bad-field step')
  expect(await api.refusal('/api/analysis/views')).toBe('401 sign-in-required')
})
