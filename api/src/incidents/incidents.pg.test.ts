import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, gridCode, middleOf, town, vacantBlocks } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Database } from '../database/open.ts'
import { Incident, IncidentPage, type IncidentSummary, OpenPoints, ReportedIncident } from './contract.ts'
import { firstBrokenRevision } from './event-chain.ts'
import { type CaseEvent, replay } from './life-cycle.ts'
import { selectEvents } from './queries.ts'

let database: Database
let api: ApiClient
beforeAll(async () => {
  database = await townDatabase()
  api = apiClient(testService(database))
})

const [lon, lat] = middleOf(10)
const matter = { lon, lat, classCode: 'E01', title: '楼道堆物' }
const send = (body: object) => api.send(ReportedIncident, '/api/incidents', body)
const show = (id: number) => api.read(Incident, `/api/incidents/${id}`)

async function everyPage(query: string, limit = 7, after = ''): Promise<IncidentSummary[]> {
  const all: IncidentSummary[] = []
  let next: string | null = after
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`
    const page: IncidentPage = await api.read(IncidentPage, `/api/incidents?limit=${limit}${cursor}${query}`)
    all.push(...page.incidents)
    next = page.next
  }
  return all
}

test('a report is routed, numbered, and kept with its first event', async () => {
  const answer = await api.ask('POST', '/api/incidents', { ...matter, text: '二楼', datum: 'cgcs2000' })
  expect(answer.status).toBe(201)
  const { id, number, route, status } = ReportedIncident.parse(await answer.json())
  expect(answer.headers.get('location')).toBe(`/api/incidents/${id}`)
  expect(status).toBe('reported')
  expect(number).toMatch(new RegExp(`^20\\d{6}-0*${id}$`))
  expect(route).toMatchObject({ reason: 'inside', point: [lon, lat], version: 1 })
  expect(route.chain.map(link => link.code)).toEqual([0, 1, 2, 3].map(level => gridCode(10, level, 4)))

  const incident = await show(id)
  expect(incident).toMatchObject({
    id,
    number,
    open: true,
    rev: 1,
    title: '楼道堆物',
    text: '二楼',
    net: 'governance',
  })
  expect(incident.route).toEqual(route)
  expect(incident.chain).toEqual(route.chain)
  expect(incident.grid?.code).toBe(blockCode(10))
  expect(incident.events).toHaveLength(1)
  expect(incident.events[0]).toMatchObject({ rev: 1, verb: 'report', status: 'reported', actor: null })
})

test('nothing a reporter says of themselves is in any answer', async () => {
  const reporter = { name: '赵钱孙', phone: '0554-6640000' }
  const { id } = await send({ ...matter, reporter })
  const answers = await Promise.all(
    [
      `/api/incidents/${id}`,
      '/api/incidents',
      '/api/incidents/open',
      '/api/search?q=赵钱孙',
      '/api/heat',
    ].map(path => api.ask('GET', path).then(answer => answer.text())),
  )
  for (const text of answers) expect(text).not.toMatch(/赵钱孙|6640000/)
})

test('a report that names a grid goes to its owner and serving center', async () => {
  const code = gridCode(10, 1, 4)
  const { id, route } = await send({ grid: code, classCode: 'E02', title: '整片停电' })
  expect(route).toMatchObject({
    reason: 'named-grid',
    point: null,
    owner: { role: 'lead', grid: { code }, climbed: false },
  })
  expect(route.chain.at(-1)?.code).toBe(code)
  const incident = await show(id)
  expect(incident).toMatchObject({ lon: null, lat: null, grid: { code } })
  expect(incident.route).toEqual(route)
})

test('a vacant post passes the duty up, and says so', async () => {
  const owners = await Promise.all(
    vacantBlocks.map(async block => {
      const [lon, lat] = middleOf(block)
      return (await send({ ...matter, lon, lat })).route.owner
    }),
  )
  expect(owners[0]).toMatchObject({ climbed: true, role: 'lead', grid: { code: gridCode(3, 2, 4) } })
  // the parent of block 6 is vacant too
  expect(owners[1]).toMatchObject({ climbed: true, role: 'lead', grid: { code: gridCode(6, 1, 4) } })
})

test('outside every grid it waits in the city-level queue', async () => {
  const { id, route } = await send({ ...matter, lon: town.gap[0], lat: town.gap[1] })
  expect(route).toMatchObject({ reason: 'outside', chain: [], owner: null })
  expect(route.center).not.toBeNull()
  expect(await show(id)).toMatchObject({ grid: null, chain: [], reason: 'outside', open: true })
  const queue = await everyPage('&reason=outside')
  expect(queue.map(incident => incident.id)).toContain(id)
  expect(queue.every(incident => incident.grid === null)).toBe(true)
})

test('the same key makes one incident, another report under it is refused', async () => {
  const body = { ...matter, idempotencyKey: 'key-of-a-draft', reporter: { name: '甲' } }
  const first = await api.ask('POST', '/api/incidents', body)
  const again = await api.ask('POST', '/api/incidents', body)
  expect([first.status, again.status]).toEqual([201, 200])
  expect(await again.json()).toEqual(await first.json())
  const refused = '409 idempotency-conflict idempotencyKey'
  expect(await api.refusal('/api/incidents', { ...body, title: '别的事' })).toBe(refused)
  expect(await api.refusal('/api/incidents', { ...body, reporter: { name: '乙' } })).toBe(refused)
  expect(await api.refusal('/api/incidents', { ...body, reporter: undefined })).toBe(refused)
})

test('the same key at the same time makes one incident, whoever comes first', async () => {
  const body = { ...matter, title: '同时上报', idempotencyKey: 'key-of-a-race' }
  const answers = await Promise.all(Array.from({ length: 12 }, () => api.ask('POST', '/api/incidents', body)))
  const statuses = answers.map(answer => answer.status).sort()
  expect(statuses).toEqual([...Array(11).fill(200), 201])
  const ids = new Set(
    await Promise.all(answers.map(async answer => ReportedIncident.parse(await answer.json()).id)),
  )
  expect(ids.size).toBe(1)
  expect((await everyPage('&q=同时上报')).map(incident => incident.id)).toEqual([...ids])
})

test('reports that come together are kept together, and each gets its own answer', async () => {
  const bodies = Array.from({ length: 40 }, (_, i) => {
    const [lon, lat] = middleOf(8 + (i % 8))
    const body = { ...matter, lon, lat, title: `同来 ${i}`, reporter: { name: `甲${i}` } }
    if (i % 10 === 3) return { ...body, classCode: 'E99' }
    if (i % 10 === 5) return { ...body, lon: town.gap[0], lat: town.gap[1] }
    if (i % 10 === 7) return { ...body, lon: 500 }
    return i % 10 === 9 ? { grid: 'T9', classCode: 'E01', title: 'x' } : body
  })
  const answers = await Promise.all(bodies.map(body => api.ask('POST', '/api/incidents', body)))
  const expected = [201, 201, 201, 400, 201, 201, 201, 400, 201, 404]
  expect(answers.map(answer => answer.status)).toEqual(bodies.map((_, i) => expected[i % 10]))
  for (const [i, answer] of answers.entries()) {
    if (answer.status !== 201) continue
    const { id, route } = ReportedIncident.parse(await answer.json())
    const incident = await show(id)
    expect(incident).toMatchObject({ title: `同来 ${i}`, route })
    expect(incident.grid?.code).toBe(i % 10 === 5 ? undefined : blockCode(8 + (i % 8)))
    expect(firstBrokenRevision(await selectEvents(database.sql, id))).toBeNull()
  }
})

test('a failed report leaves nothing behind', async () => {
  const before = await everyPage('')
  expect(await api.refusal('/api/incidents', { ...matter, classCode: 'E99' })).toBe(
    '400 unknown-class classCode',
  )
  expect(await api.refusal('/api/incidents', { grid: 'T9', classCode: 'E01', title: 'x' })).toBe(
    '404 unknown-grid grid',
  )
  expect(await everyPage('')).toEqual(before)
})

test.each([
  '<img src=x onerror=alert(1)>',
  "'; drop table incident; --",
  '😀👨‍👩‍👧‍👦 𠮷野家',
  '100%_\\ "双引号" \u202eabc',
  '‏عربى\nline',
])('text stays as it was typed: %s', async title => {
  const { id } = await send({ ...matter, title, text: title })
  expect(await show(id)).toMatchObject({ title, text: title })
  const found = await everyPage(`&q=${encodeURIComponent(title.split(/\s/)[0] ?? '')}`)
  expect(found.map(incident => incident.id)).toContain(id)
})

test.each([
  [{ ...matter, title: 'a\0b' }, '400 bad-field title'],
  [{ ...matter, title: 'a\ud800b' }, '400 bad-field title'],
  [{ ...matter, text: '\udc00' }, '400 bad-field text'],
  [{ ...matter, classCode: 'E01\0' }, '400 bad-field classCode'],
  [{ ...matter, title: '   ' }, '400 bad-field title'],
  [{ ...matter, title: 'x'.repeat(121) }, '400 bad-field title'],
  [{ ...matter, text: 'x'.repeat(4001) }, '400 bad-field text'],
  [{ ...matter, reporter: { phone: 'call me' } }, '400 bad-field reporter.phone'],
  [{ ...matter, reporter: { wechat: 'x' } }, '400 unknown-field reporter.wechat'],
  [{ ...matter, status: 'closed' }, '400 unknown-field status'],
  [{ ...matter, idempotencyKey: 'short' }, '400 bad-field idempotencyKey'],
  [{ ...matter, lon: '110.1' }, '400 bad-field lon'],
  [{ ...matter, lon: null }, '400 bad-field lon'],
  [{ ...matter, lat: undefined }, '400 bad-field lat'],
  [{ ...matter, grid: 'T0' }, '400 bad-field lon'],
  [{ classCode: 'E01', title: 'nowhere' }, '400 bad-field lon'],
  [{ ...matter, lon: lat, lat: lon }, '400 swapped-coordinate lat'],
  [{ ...matter, lon: 500 }, '400 bad-coordinate lon'],
  [{ ...matter, lat: -91, lon: 170 }, '400 bad-coordinate lat'],
  [{ ...matter, datum: 'tokyo' }, '400 bad-datum datum'],
  [{ ...matter, classCode: "E01' or '1'='1" }, '400 unknown-class classCode'],
  [[], '400 bad-field'],
  ['{"lon": NaN}', '400 bad-json'],
  ['{"lon": 1e999, "lat": 1, "classCode": "E01", "title": "x"}', '400 bad-field lon'],
  ['', '400 bad-json'],
] as const)('refused %#: %s', async (body, expected) => {
  const refusal = await api.refusal('/api/incidents', body)
  expect(refusal.trim()).toBe(expected)
})

test('a body of ten megabytes is refused before it is read', async () => {
  expect(await api.refusal('/api/incidents', { ...matter, text: 'x'.repeat(10_000_000) })).toBe(
    '413 body-too-large',
  )
  const form = await api.ask('POST', '/api/incidents', 'lon=1', { 'content-type': 'text/plain' })
  expect(form.status).toBe(415)
})

test('pages lose and double nothing while new reports arrive', async () => {
  const whole = await everyPage('', 500)
  const first = await api.read(IncidentPage, '/api/incidents?limit=20')
  await send(matter)
  await send(matter)
  const rest = await everyPage('', 11, first.next ?? '')
  expect([...first.incidents, ...rest].map(incident => incident.id)).toEqual(
    whole.map(incident => incident.id),
  )
  const times = whole.map(incident => `${incident.reportedAt} ${String(incident.id).padStart(9, '0')}`)
  expect(times).toEqual([...times].sort().reverse())
})

/** Read as UTC it is the city's clock: this town has no summer time. */
const cityTime = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000)

test('every filter keeps what it says and loses nothing', async () => {
  const all = await everyPage('', 500)
  const codes = new Set(Array.from({ length: 8 }, (_, i) => blockCode(8 + i)))
  const middle = new Date(
    (Date.parse(all[0]?.reportedAt ?? '') + Date.parse(all.at(-1)?.reportedAt ?? '')) / 2,
  ).toISOString()
  const [west, south, east, north] = [
    town.west,
    town.south,
    town.west + 2 * town.block,
    town.south + town.block,
  ]
  const within = ({ lon, lat }: IncidentSummary) =>
    lon !== null && lat !== null && lon >= west && lon <= east && lat >= south && lat <= north
  const filters: [string, (incident: IncidentSummary) => boolean][] = [
    ['&status=open', incident => incident.open],
    ['&status=finished', incident => !incident.open],
    ['&status=void,evaluated', incident => ['void', 'evaluated'].includes(incident.status)],
    ['&class=E02,C01', incident => incident.classCode !== 'E01'],
    ['&net=service', incident => incident.net === 'service'],
    ['&reason=inside', incident => incident.reason === 'inside'],
    [`&from=${middle}`, incident => incident.reportedAt >= middle],
    [`&to=${middle}`, incident => incident.reportedAt < middle],
    [`&bbox=${west},${south},${east},${north}`, within],
    ['&closing=10-11', incident => incident.closedAt !== null],
    ['&weekday=1,7', incident => [0, 1].includes(cityTime(incident.reportedAt).getUTCDay())],
    [
      '&hour=0,8,9,10,23',
      incident => [0, 8, 9, 10, 23].includes(cityTime(incident.reportedAt).getUTCHours()),
    ],
    ['&duty=D1', incident => incident.classCode === 'E01'],
    ['&q=样例%20案件', incident => incident.title.startsWith('样例案件')],
    [`&grid=${blockCode(9)}`, incident => incident.grid?.code === blockCode(9)],
    [
      '&status=open,closed&class=E01&net=governance&q=样',
      incident =>
        (incident.open || incident.status === 'closed') &&
        incident.classCode === 'E01' &&
        incident.title.includes('样'),
    ],
  ]
  for (const [query, keeps] of filters) {
    const expected = all.filter(keeps).map(incident => incident.id)
    expect(expected.length, query).toBeGreaterThan(0)
    expect(
      (await everyPage(query)).map(incident => incident.id),
      query,
    ).toEqual(expected)
  }
  const subtree = await everyPage(`&grid=${gridCode(8, 0, 4)}`)
  expect(subtree.map(incident => incident.id)).toEqual(
    all.filter(({ grid }) => grid?.code.startsWith(gridCode(8, 0, 4))).map(incident => incident.id),
  )
  expect(subtree.some(incident => codes.has(incident.grid?.code ?? ''))).toBe(true)
})

test('signs with a meaning in SQL are just text in a search', async () => {
  const { id } = await send({ ...matter, title: '折扣50%_真的' })
  expect((await everyPage('&q=50%25_')).map(incident => incident.id)).toEqual([id])
  expect(await everyPage('&q=5%25%25')).toEqual([])
  expect(await everyPage("&q=' or 1=1 --")).toEqual([])
})

test.each([
  ['?cursor=abc', '400 bad-cursor cursor'],
  ['?cursor=999999999', '400 bad-cursor cursor'],
  ['?cursor=', '400 bad-field cursor'],
  ['?limit=0', '400 bad-field limit'],
  ['?limit=501', '400 bad-field limit'],
  ['?limit=1e9', '400 bad-field limit'],
  ['?limit=999999999999999999999999', '400 bad-field limit'],
  ['?status=lost', '400 bad-field status'],
  ['?class=E99', '400 unknown-class class'],
  ['?net=road', '400 bad-field net'],
  ['?grid=T9', '404 unknown-grid grid'],
  ["?grid=T0'--", '400 bad-field grid'],
  ['?q=a%00b', '400 bad-field q'],
  ['?bbox=1,2,3', '400 bad-field bbox'],
  ['?bbox=1,2,,4', '400 bad-field bbox'],
  ['?bbox=3,2,1,4', '400 bad-field bbox'],
  ['?from=yesterday', '400 bad-time from'],
  ['?from=2026-02-30T00:00:00Z', '400 bad-time from'],
  ['?from=0000-01-01T00:00:00Z', '400 bad-time from'],
  ['?colour=red', '400 unknown-field colour'],
  ['?constructor=1', '400 unknown-field constructor'],
  ['/0', '400 bad-field id'],
  ['/1.5', '400 bad-field id'],
  ['/999999999', '404 not-found id'],
])('refused: %s', async (query, expected) => {
  expect(await api.refusal(`/api/incidents${query}`)).toBe(expected)
})

test('a time with an unescaped plus sign is understood', async () => {
  expect(await everyPage('&from=2000-01-01T00:00:00+08:00')).toHaveLength((await everyPage('')).length)
})

test('the open points are the open incidents that have a place', async () => {
  const open = (await everyPage('&status=open')).filter(incident => incident.lon !== null)
  const { classes, statuses, rows, truncated } = await api.read(OpenPoints, '/api/incidents/open')
  expect(truncated).toBe(false)
  expect(
    rows.map(([id, lon, lat, classIndex, status]) => [id, lon, lat, classes[classIndex], statuses[status]]),
  ).toEqual(open.map(({ id, lon, lat, classCode, status }) => [id, lon, lat, classCode, status]))
  const service = await api.read(OpenPoints, '/api/incidents/open?net=service')
  expect(service.rows).toHaveLength(open.filter(incident => incident.net === 'service').length)
  expect(await api.refusal('/api/incidents/open?status=open')).toBe('400 unknown-field status')
})

test('state follows from the events of every case, and no event was touched', async () => {
  for (const { id, status } of await everyPage('', 500)) {
    const events = await selectEvents(database.sql, id)
    expect(firstBrokenRevision(events), String(id)).toBeNull()
    const state = replay(events as readonly CaseEvent[])
    const { rev } = await show(id)
    expect({ status: state.status, rev: state.rev }, String(id)).toEqual({ status, rev })
  }
})
