import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import {
  type As,
  bend,
  bulge,
  drawnTown,
  east,
  published,
  rename,
  west,
} from '../../../tests/support/drawn-town.ts'
import { running, runningApi } from '../../../tests/support/running-api.ts'
import { blockCode, middleOf, town } from '../../../tests/support/sample-town.ts'
import { testContext } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Sql } from '../database/sql.ts'
import { createAtlases } from '../grids/atlases.ts'
import { createHttpServer } from '../http/server.ts'
import type { Service } from '../service.ts'
import { Route } from './contract.ts'
import { routePlace } from './route.ts'
import { shortWay } from './short-way.ts'

/** What is answered from memory is what the database says, whatever changed and whoever changed it; and what the app would have answered. */

let drawn: Awaited<ReturnType<typeof drawnTown>>
let service: Service
let sql: Sql
let as: As
let app: ApiClient
let url: string
let short: string
let leftToTheApp = 0
beforeAll(async () => {
  drawn = await drawnTown(0)
  service = drawn.service
  sql = drawn.database.sql
  as = drawn.as
  app = apiClient(service)
  url = await runningApi(service)
  const { fetch } = createApp(service)
  const whole: typeof fetch = (...request) => {
    leftToTheApp++
    return fetch(...request)
  }
  short = await running(createHttpServer(whole, { first: [shortWay(service)] }))
})

type Place = readonly [lon: number, lat: number]
const pathOf = ([lon, lat]: Place) => `/api/route?lon=${lon}&lat=${lat}`
const ask = (place: Place) => fetch(short + pathOf(place))

/** A place in each grid, in two holes, a little beside the town, and far away. */
const places: readonly Place[] = [
  ...Array.from({ length: 32 }, (_, block) => middleOf(block)),
  ...([town.enclave, town.gap, bulge, [town.west - 0.001, town.south + 0.001], [0, 0]] as const),
]

const fromMemory = async () =>
  Promise.all(places.map(async place => JSON.stringify(Route.parse(await (await ask(place)).json()))))

/** Asked by somebody who remembers nothing. */
async function fromDatabase(): Promise<string[]> {
  return sql.begin(async tx => {
    const ctx = testContext(service, { sql: tx, atlases: createAtlases() })
    const told: string[] = []
    for (const [lon, lat] of places)
      told.push(JSON.stringify(Route.parse((await routePlace(ctx, { lon, lat }, ctx.now)).route)))
    return told
  })
}

const changes: readonly [string, () => PromiseLike<unknown>][] = [
  [
    'posts end',
    () =>
      sql`update post set until_day = current_date where role = 'worker' and id % 3 = 0 and from_day < current_date`,
  ],
  ['somebody is called otherwise', () => sql`update person set name = name || '之'`],
  [
    'a post begins',
    () => sql`update post set until_day = null where until_day = current_date and id % 2 = 0`,
  ],
  ['centers move', () => sql`update center set geom = ST_Translate(geom, 0.013, 0.011) where code like '%1'`],
  ['a border is bent', () => published(as, bend)],
  ['a grid ends', () => published(as, [{ kind: 'merge', from: east, into: west }, rename(west, 'T-west')])],
  ['the city tells no names', () => sql`update city set open_names = not open_names`],
]

/** A machine may be busy; it is a moment all the same. */
const soon = { timeout: 10_000 }

test('what is in memory is answered without the app', async () => {
  await expect
    .poll(async () => {
      leftToTheApp = 0
      await fromMemory()
      return leftToTheApp
    }, soon)
    .toBe(0)
})

test.each(changes)(
  '%s, by another process: within a moment memory says what the database says',
  async (_, change) => {
    const before = await fromMemory()
    await change()
    await expect.poll(fromMemory, soon).not.toEqual(before)
    expect(await fromMemory()).toEqual(await fromDatabase())
  },
)

test('what this process wrote itself counts from its answer on', async () => {
  const place = middleOf(9)
  const before = Route.parse(await (await ask(place)).json())
  await sql`update post set title = '{"zh": "别的"}' where id = ${before.owner?.post ?? 0}`
  const matter = { classCode: 'E01', title: '一堆垃圾', lon: place[0], lat: place[1] }
  expect((await app.ask('POST', '/api/incidents', matter)).status).toBe(201)
  expect(service.atlases.latest()).toBeNull()
  expect(Route.parse(await (await ask(place)).json()).owner).toEqual({
    ...before.owner,
    title: { zh: '别的' },
  })
})

/** But for what is each answer's own, or the connection's. */
const headersOf = ({ headers }: Response) =>
  [...headers].filter(
    ([name]) => !['x-request-id', 'date', 'connection', 'keep-alive', 'content-length'].includes(name),
  )

test('byte for byte and header for header what the app answers, and counted', async () => {
  for (const place of places) {
    const [short, whole] = [await ask(place), await app.ask('GET', pathOf(place))]
    expect(headersOf(short)).toEqual(headersOf(whole))
    expect(await short.text()).toBe(await whole.text())
    expect(short.headers.get('x-request-id')).toMatch(/^[\w-]{12}$/)
  }
  const counted = /jingwei_requests_total\{[^}]*route="\/api\/route"[^}]*\} (\d+)/
  const before = Number(counted.exec(await service.metrics.text(service))?.[1])
  await fetch(url + pathOf(middleOf(3)))
  expect(Number(counted.exec(await service.metrics.text(service))?.[1])).toBe(before + 1)
})

test('a long answer is packed as the app packs it', async () => {
  const name = { zh: '长'.repeat(80), en: 'long '.repeat(15).trim() }
  await published(as, [{ kind: 'rename', grid: blockCode(12), code: 'T-long', name }])
  const path = pathOf(middleOf(12))
  await expect.poll(async () => (await fetch(short + path)).text(), soon).toContain('T-long')
  for (const [accepts, encoding] of [
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['identity', null],
  ] as const) {
    const headers = { 'accept-encoding': accepts }
    const [ours, whole] = [
      await fetch(short + path, { headers }),
      await app.ask('GET', path, undefined, headers),
    ]
    expect(ours.headers.get('content-encoding')).toBe(encoding)
    expect(headersOf(ours)).toEqual(headersOf(whole))
    const text = Buffer.from(await whole.arrayBuffer())
    const plain = encoding === null ? text : encoding === 'br' ? brotliDecompressSync(text) : gunzipSync(text)
    expect(await ours.text()).toBe(plain.toString())
  }
})

test('what fails in the middle is left to the app, and ends nothing', async () => {
  const atlas = await createAtlases().at(testContext(service), new Date())
  const fails = (() => Promise.reject(new Error('gone'))) as unknown as Sql
  const database = { ...drawn.database, sql: fails }
  const broken = {
    ...service,
    database,
    atlases: { ...service.atlases, latest: () => atlas, at: async () => atlas },
  }
  const { fetch: answer } = createApp(service)
  const half = await running(createHttpServer(answer, { first: [shortWay(broken)] }))
  for (const place of places) {
    const told = await fetch(half + pathOf(place))
    expect(await told.text()).toBe(await (await app.ask('GET', pathOf(place))).text())
  }
})

test.each([
  ['?lon=30.03&lat=110.05', {}, 400],
  ['?lon=110.03&lat=30.01&lon=1', {}, 400],
  ['?lon=110.03', {}, 400],
  ['?lon=110.03&lat=30.01&floor=1', {}, 400],
  ['?lon=1e2&lat=30.01', {}, 400],
  ['?lon=110.03&lat=30.01&at=1990-01-01T00:00:00Z', {}, 400],
  ['?lon=110.03&lat=30.01&datum=gcj02', {}, 200],
  ['?lon=110.03&lat=30.01', { authorization: 'Bearer nonsense' }, 401],
  ['?lon=110.03&lat=30.01', { cookie: 'jingwei-session=over' }, 200],
  ['?lon=110.03&lat=30.01', { 'x-written-by': 'officer' }, 401],
])('%s with %j is answered as by the app: %d', async (query, headers, status) => {
  const [short, whole] = [
    await fetch(`${url}/api/route${query}`, { headers }),
    await app.ask('GET', `/api/route${query}`, undefined, headers),
  ]
  expect([short.status, whole.status]).toEqual([status, status])
  const withoutId = async (answer: Response) => ({ ...(await answer.json()), requestId: '' })
  expect(await withoutId(short)).toEqual(await withoutId(whole))
})
