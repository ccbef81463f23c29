import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { gridCode, middleOf } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { type IncidentFilter, ReportedIncident } from '../incidents/contract.ts'
import { scopeOf } from '../incidents/filter.ts'
import { encode } from './cell.ts'
import type { CellCounts } from './cell-counts.ts'
import { Heat } from './contract.ts'
import { countByCell, countByGrid, countByTime, countByWeekHour } from './count.ts'
import { unfilledStore } from './heat-store.ts'

/** The store answers what the rows say, whatever is asked and whatever happened before. */

let api: ApiClient
/** Counts in the store, and in the rows. */
let inStore: Ctx
let inRows: Ctx

beforeAll(async () => {
  const service = testService(await townDatabase())
  api = apiClient(service)
  const { sql } = testContext(service)
  await multiply(sql)
  await service.heat.fill()
  inStore = testContext(service, { now: new Date(Date.now() + 1000) })
  inRows = { ...inStore, heat: unfilledStore() }
  afterAll(() => service.heat.close())
})

/** Some thousand cases more, all over the town, some of them far outside, over two years. */
async function multiply(sql: Ctx['sql']) {
  await sql`
    insert into incident (class_code, net, title, geom, cell, status, version_id, grid_id, grid_at_report_id, reason, reported_at, updated_at)
    select i.class_code, i.net, i.title, i.geom,
      case when n % 41 = 0 then null when n % 97 = 0 then n * 1234567 else i.cell + (n * 37) % 4096 end,
      (array['reported', 'filed', 'dispatched', 'handling', 'feedback', 'closed', 'evaluated', 'suspended', 'void'])[1 + n % 9],
      i.version_id, i.grid_id, i.grid_at_report_id,
      (array['inside', 'on-border', 'near', 'outside', 'named-grid'])[1 + n % 5],
      i.reported_at - n * interval '3 hours 7 minutes 1.001 seconds', i.updated_at
    from incident i cross join generate_series(1, 60) as n`
  await sql`
    insert into incident_event (incident_id, rev, verb, status, at, hash)
    select id, 1, 'report', 'reported', reported_at, '\\x00' from incident i
    where not exists (select 1 from incident_event e where e.incident_id = i.id)`
}

/** Places of a pseudo-random walk: the same on each run. */
function* walk(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    yield state / 0x7fffffff
  }
}

const statuses = ['reported', 'handling', 'suspended', 'closed', 'void']

function randomFilter(random: Generator<number>): IncidentFilter {
  const next = () => random.next().value as number
  const one = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)] as T
  const day = () => new Date(Date.now() - next() * 700 * 86_400_000).toISOString()
  const [from, to] = [day(), day()].sort()
  return {
    ...(next() < 0.6 && {
      status: one(['open', 'finished', one(statuses), `${one(statuses)},${one(statuses)}`]),
    }),
    ...(next() < 0.4 && { class: one(['E01', 'E01,C01', 'C01']) }),
    ...(next() < 0.3 && { net: one(['service', 'governance']) }),
    ...(next() < 0.3 && { grid: one([gridCode(8, 0, 4), gridCode(8, 1, 4)]) }),
    ...(next() < 0.3 && { reason: one(['inside', 'near,outside', 'named-grid']) }),
    ...(next() < 0.5 && { from }),
    ...(next() < 0.3 && { to }),
    ...(next() < 0.1 && { q: '样例' }),
  }
}

const cellsOf = ({ zoom, xs, ys, counts, withoutPlace }: CellCounts) => ({
  zoom,
  withoutPlace,
  cells: Array.from(counts, (count, i) => [encode({ x: xs[i] ?? 0, y: ys[i] ?? 0 }), count] as const).sort(
    ([a], [b]) => a - b,
  ),
})

async function everything(ctx: Ctx, filter: IncidentFilter, zoom: number, most: number) {
  const scope = await scopeOf(ctx, await ctx.atlases.at(ctx, ctx.now), filter)
  const edges = [700, 400, 100, 30, 7, 1, 0].map(days => new Date(ctx.now.getTime() - days * 86_400_000))
  return {
    cells: cellsOf(await countByCell(ctx, scope, { zoom, most })),
    grids: new Map([...(await countByGrid(ctx, scope))].sort(([a], [b]) => (a ?? 0) - (b ?? 0))),
    times: [...(await countByTime(ctx, scope, edges))],
    hours: [...(await countByWeekHour(ctx, scope, 'Asia/Shanghai'))],
    // a clock that is changed twice a year, and is half an hour beside the others
    elsewhere: [...(await countByWeekHour(ctx, scope, 'Australia/Adelaide'))],
  }
}

async function differences(seed: number, count: number): Promise<unknown[]> {
  const random = walk(seed)
  const found = []
  for (let i = 0; i < count; i++) {
    const filter = randomFilter(random)
    const zoom = 8 + Math.floor((random.next().value as number) * 13)
    const most = (random.next().value as number) < 0.3 ? 40 : 25_000
    const [a, b] = [
      await everything(inStore, filter, zoom, most),
      await everything(inRows, filter, zoom, most),
    ]
    const wrong = (Object.keys(a) as (keyof typeof a)[]).filter(key => !isDeepStrictEqual(a[key], b[key]))
    if (wrong.length > 0) found.push({ filter, zoom, most, wrong })
  }
  return found
}

describe('what the store says is what the rows say', () => {
  test('it is filled, and holds every incident', async () => {
    const [row] = await inStore.sql<{ incidents: number }[]>`select count(*)::int as incidents from incident`
    expect(inStore.heat.report).toEqual({ isReady: true, rows: row?.incidents, progress: 1 })
    expect(row?.incidents).toBeGreaterThan(2000)
  })

  test('for random filters', async () => {
    expect(await differences(7, 16)).toEqual([])
  })

  test('after cases were moved, rerouted, linked and reopened', async () => {
    const random = walk(11)
    const verbs = ['file', 'dispatch', 'close', 'void', 'reopen', 'reroute', 'link', 'unlink']
    const after = ['filed', 'dispatched', 'closed', 'void', 'handling', 'handling', 'void', 'filed']
    for (let i = 0; i < 60; i++) {
      const at = Math.floor((random.next().value as number) * verbs.length)
      const id = 1 + Math.floor((random.next().value as number) * 2000)
      await inStore.sql.begin(async tx => {
        await tx`update incident set rev = rev + 1, status = ${after[at] ?? ''},
          grid_id = (select id from grid order by (id * ${id}) % 101 limit 1) where id = ${id}`
        await tx`insert into incident_event (incident_id, rev, verb, status, at, hash)
          select id, rev, ${verbs[at] ?? ''}, status, now(), '\\x00' from incident where id = ${id}`
      })
    }
    expect(await differences(13, 10)).toEqual([])
  })

  test('a report is in the next answer', async () => {
    const [lon, lat] = middleOf(21)
    const before = await api.read(Heat, '/api/heat?zoom=12&status=open')
    await api.send(ReportedIncident, '/api/incidents', { lon, lat, classCode: 'E02', title: '热' })
    const after = await api.read(Heat, '/api/heat?zoom=12&status=open')
    expect(after.total).toBe(before.total + 1)
    expect(await differences(17, 3)).toEqual([])
  })
})
