import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { selectAccount } from '../access/queries.ts'
import { openSession } from '../access/session.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import { report } from '../incidents/report.ts'
import { PublicCounts, type PublicQuery } from './contract.ts'

/** A city that does not show its cases to everybody: who sees and counts what, over every way of asking that there is. */
let ctx: Ctx
let app: ReturnType<typeof createApp>
const ids: Record<string, number[]> = { A1: [], A2: [], B1: [], C1: [] }
const blocks = { A1: 0.0005, A2: 0.0015, B1: 0.0025, C1: 0.0035 }
const counts = { A1: 7, A2: 3, B1: 12, C1: 1 }

beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx, { wide: true })
  app = createApp(service)
  for (const [block, count] of Object.entries(counts))
    for (let i = 0; i < count; i++) ids[block]?.push(await reportAt(block as keyof typeof blocks))
  await ctx.sql`update incident set reported_at = reported_at - interval '3 days', updated_at = updated_at - interval '3 days'`
  await ctx.sql`update city set open_cases = false, open_words = true`
})

async function reportAt(block: keyof typeof blocks): Promise<number> {
  const about = { classCode: '0101', title: `暴露垃圾 ${block}` }
  return (await report(ctx, { lon: blocks[block], lat: 0.0005, ...about })).incident.id
}

async function ask(path: string, name?: string): Promise<Response> {
  const headers: Record<string, string> = { host: 'localhost' }
  if (name !== undefined) {
    const account = await selectAccount(ctx.sql, name, ctx.now)
    if (account === undefined) throw new Error(`no account ${name}`)
    headers.cookie = `jingwei-session=${(await openSession(ctx, account)).token}`
  }
  return app.request(path, { headers })
}
const read = async (path: string, name?: string) => {
  const answer = await ask(path, name)
  expect(answer.status, path).toBe(200)
  return answer.json()
}
const sum = (rows: { count: number }[]) => rows.reduce((total, row) => total + row.count, 0)

/** Every route that counts or lists cases, and how many its answer is about. */
const ways: Record<string, (name?: string) => Promise<number>> = {
  list: async name => (await read('/api/incidents?limit=500', name)).incidents.length,
  points: async name => (await read('/api/incidents/open', name)).rows.length,
  csv: async name => {
    const text = await (await ask('/api/incidents.csv', name)).text()
    return text.trimEnd().split('\r\n').length - 1
  },
  heat: async name => (await read('/api/heat?zoom=12', name)).total,
  'heat of a place': async name =>
    (await read('/api/heat?bbox=-1,-1,1,1&class=0101&status=open', name)).total,
  grids: async name => sum((await read('/api/analysis/grids?level=block', name)).rows),
  times: async name =>
    (await read('/api/analysis/times?step=day', name)).counts.reduce((a: number, b: number) => a + b, 0),
  week: async name =>
    (await read('/api/analysis/times', name)).week.reduce((a: number, b: number) => a + b, 0),
  frames: async name =>
    (await read('/api/analysis/frames?level=street&step=week', name)).rows
      .flatMap((row: { counts: number[] }) => row.counts)
      .reduce((a: number, b: number) => a + b, 0),
  'hot spots': async name =>
    (await read('/api/analysis/hot-spots?level=block', name)).rows.reduce(
      (total: number, row: { value: number }) => total + row.value,
      0,
    ),
  indicators: async name => (await read('/api/indicators', name)).counts.reported,
  'indicators by grid': async name =>
    (await read('/api/indicators?by=grid&level=block', name)).groups.reduce(
      (total: number, group: { counts: { reported: number } }) => total + group.counts.reported,
      0,
    ),
  'grids, open': async name =>
    (await read('/api/grids?level=block', name)).grids.reduce(
      (total: number, grid: { openIncidents: number }) => total + grid.openIncidents,
      0,
    ),
  search: async name =>
    (await read('/api/search?q=暴露垃圾&limit=50', name)).hits.filter(
      (hit: { kind: string }) => hit.kind === 'incident',
    ).length,
  duplicates: async name => {
    const found = await Promise.all(
      Object.values(blocks).map(lon =>
        read(`/api/duplicates?lon=${lon}&lat=0.0005&classCode=0101&title=暴露垃圾`, name),
      ),
    )
    return found.flatMap(answer => answer.suggestions).length
  },
}

describe.each(Object.keys(ways))('%s', way => {
  const count = (name?: string) => ways[way]?.(name)

  test('tells those outside nothing', async () => {
    for (const outsider of [undefined, 'department']) expect(await count(outsider), outsider).toBe(0)
  })

  test('is exact within one’s rights', async () => {
    // suggestions are some of what is near, and of days that are not long gone
    if (way === 'duplicates') return expect(await count('lead')).toBe(0)
    const all = Object.values(counts).reduce((a, b) => a + b, 0)
    const expected = {
      commander: all,
      auditor: all,
      analyst: all,
      wall: all,
      lead: counts.A1 + counts.A2,
      worker: counts.A1,
    }
    for (const [name, number] of Object.entries(expected)) {
      // what somebody typed is not shown on a wall
      const isKept = way === 'search' && name === 'wall'
      expect(await count(name), name).toBe(isKept ? 0 : number)
    }
    // bound to a net that has none of these
    expect(await count('service-lead')).toBe(0)
  })
})

test('a case by its number is there for those within alone, and so are its duplicates', async () => {
  for (const path of [`/api/incidents/${ids.B1?.[0]}`, `/api/incidents/${ids.B1?.[0]}/duplicates`]) {
    for (const outsider of [undefined, 'lead', 'worker', 'department'])
      expect((await ask(path, outsider)).status, path).toBe(404)
    expect((await ask(path, 'commander')).status).toBe(200)
  }
  expect((await ask(`/api/incidents/${ids.A2?.[0]}`, 'lead')).status).toBe(200)
  expect((await ask(`/api/incidents/${ids.A2?.[0]}`, 'worker')).status).toBe(404)
})

test('a stream tells of one’s own grid alone', async () => {
  const statuses: number[] = []
  for (const [path, name] of [
    ['/api/events', undefined],
    ['/api/events', 'department'],
    ['/api/events?grid=B', 'lead'],
    ['/api/events?grid=A1', 'service-lead'],
    ['/api/events', 'lead'],
    ['/api/events?grid=A1', 'lead'],
    ['/api/events', 'commander'],
  ] as const) {
    const answer = await ask(path, name)
    statuses.push(answer.status)
    await answer.body?.cancel()
  }
  expect(statuses).toEqual([401, 403, 403, 403, 200, 200, 200])
})

test('what was given to a department is within its reach', async () => {
  await ctx.sql`
    update incident set assignee_kind = 'department', assignee_id = (select id from department limit 1)
    where id = ${ids.C1?.[0] ?? 0}`
  expect(await ways.list?.('department')).toBe(1)
  expect(await ways.grids?.('department')).toBe(1)
  await ctx.sql`update incident set assignee_kind = null, assignee_id = null where id = ${ids.C1?.[0] ?? 0}`
})

/** Every question that the public table takes. */
async function everyPublicAnswer(): Promise<PublicCounts[]> {
  const first: PublicCounts = PublicCounts.parse(await read('/api/analysis/public'))
  const months = [undefined, ...first.months, '2020-01', '2100-12']
  const answers: PublicCounts[] = []
  for (const level of first.levels)
    for (const state of [undefined, 'open', 'ended'] as PublicQuery['state'][])
      for (const from of months)
        for (const to of months) {
          const asked = Object.entries({ level, state, from, to }).filter(([, value]) => value !== undefined)
          const query = new URLSearchParams(asked as [string, string][])
          answers.push(PublicCounts.parse(await read(`/api/analysis/public?${query}`)))
        }
  return answers
}
const figures = (answers: PublicCounts[]) =>
  answers.flatMap(({ total, rows }) => [total, ...rows.map(row => row.count)])

test('the subtraction attack: no two public answers differ by less than the least number', async () => {
  const numbers = figures(await everyPublicAnswer())
  expect(Math.max(...numbers)).toBeGreaterThanOrEqual(10)
  const different = [...new Set(numbers)]
  for (const a of different)
    for (const b of different) expect(a === b || Math.abs(a - b) >= 5, `${a} − ${b}`).toBe(true)
  expect(different.filter(number => number > 0 && number < 5)).toEqual([])
})

test('a new case changes no public answer: today is not told, and yesterday not alone', async () => {
  const before = figures(await everyPublicAnswer())
  const today = await reportAt('B1')
  expect(figures(await everyPublicAnswer())).toEqual(before)
  // as if it had come in before; the table is made anew as on another day
  await ctx.sql`
    update incident set reported_at = reported_at - interval '3 days', updated_at = updated_at - interval '3 days'
    where id = ${today}`
  await ctx.sql`update city set centers_revision = centers_revision + 1`
  expect(figures(await everyPublicAnswer())).toEqual(before)
})

test('a level that is too fine, and any other filter, is refused', async () => {
  for (const query of [
    'level=block',
    'class=0101',
    'net=service',
    'grid=A',
    'bbox=0,0,1,1',
    'from=2026-01-01',
    'q=垃圾',
  ])
    expect((await ask(`/api/analysis/public?${query}`)).status, query).toBe(400)
})

test('a wall, which shows the whole city, is shown to those alone who see it', async () => {
  const statuses = (name?: string) =>
    Promise.all(['/api/wall', '/api/wall/open'].map(async path => (await ask(path, name)).status))
  expect(await statuses()).toEqual([401, 401])
  expect(await statuses('lead')).toEqual([403, 403])
  expect(await statuses('wall')).toEqual([200, 200])
})
