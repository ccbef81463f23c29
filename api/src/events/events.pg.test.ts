import { beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, sameDatabase } from '../../../tests/support/database.ts'
import { EventReader } from '../../../tests/support/event-reader.ts'
import { reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { runningApi } from '../../../tests/support/running-api.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Service } from '../service.ts'

let service: Service
let ctx: Ctx
let url: string
const readers: EventReader[] = []
beforeAll(async () => {
  service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  url = await runningApi(service)
})
beforeEach(() => () => {
  for (const reader of readers.splice(0)) reader.cut()
})

const lonOf = { A1: 0.0005, A2: 0.0015, B1: 0.0025, queue: 0.5 } as const

async function report(place: keyof typeof lonOf = 'A1', title = '一堆垃圾'): Promise<number> {
  const body = { lon: lonOf[place], lat: 0.0005, classCode: '0101', title, reporter }
  const answer = await fetch(`${url}/api/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()).id
}

async function listen(query = '', lastId?: string): Promise<EventReader> {
  const reader = new EventReader(`${url}/api/events${query}`)
  if (lastId !== undefined) reader.lastId = lastId
  readers.push(reader)
  return reader.connect()
}

const idsOf = (reader: EventReader) => reader.steps.map(step => step.id)
/** Every step in the log, as the database has it. */
const logged = async (after: number) =>
  (await ctx.sql<{ seq: number }[]>`select seq from incident_event where seq > ${after} order by seq`).map(
    row => row.seq,
  )
const seqsOf = (reader: EventReader) => reader.steps.map(step => step.seq)

test('a report is told at once, with nothing personal', async () => {
  const reader = await listen()
  expect(reader.status).toBe(200)
  expect(reader.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  await reader.until(() => reader.lastId !== null)
  const began = performance.now()
  const id = await report()
  await reader.until(() => reader.steps.length === 1)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(reader.steps).toEqual([
    {
      seq: Number(reader.lastId),
      id,
      number: expect.stringMatching(/^\d{8}-\d{6}$/),
      rev: 1,
      verb: 'report',
      status: 'reported',
      classCode: '0101',
      net: 'governance',
      grid: 'A1',
      chain: ['A', 'A1'],
      lon: 0.0005,
      lat: 0.0005,
      at: expect.any(String),
    },
  ])
  expect(JSON.stringify(reader.steps)).not.toMatch(/王小明|13912345678|垃圾/)
})

test('a grid hears of itself and everything below it, nothing else', async () => {
  const [city, a, a2, b] = await Promise.all([
    listen(),
    listen('?grid=A'),
    listen('?grid=A2'),
    listen('?grid=B'),
  ])
  const [inA1, inA2, inB1, outside] = [
    await report('A1'),
    await report('A2'),
    await report('B1'),
    await report('queue'),
  ]
  await city.until(() => city.steps.length === 4)
  await a2.until(() => a2.steps.length === 1)
  await b.until(() => b.steps.length === 1)
  expect(idsOf(city)).toEqual([inA1, inA2, inB1, outside])
  expect(idsOf(a)).toEqual([inA1, inA2])
  expect(idsOf(a2)).toEqual([inA2])
  expect(idsOf(b)).toEqual([inB1])
  expect(city.steps.at(-1)).toMatchObject({ grid: null, chain: [] })
})

test('what was missed is told first: by header, by query, and filtered too', async () => {
  const before = await listen()
  await before.until(() => before.lastId !== null)
  const from = before.lastId ?? ''
  before.cut()
  const missed = [await report('A1'), await report('B1'), await report('A2')]
  const [header, query, filtered] = [
    await listen('', from),
    await listen(`?lastEventId=${from}`),
    await listen('?grid=A', from),
  ]
  const last = await report('A1')
  for (const reader of [header, query, filtered]) await reader.until(() => idsOf(reader).at(-1) === last)
  expect(idsOf(header)).toEqual([...missed, last])
  expect(idsOf(query)).toEqual([...missed, last])
  expect(idsOf(filtered)).toEqual([missed[0], missed[2], last])
})

test.each(['999999999', 'not-a-number'])('an id that the log has not reached (%s) is a reset', async id => {
  const reader = await listen('', id)
  await reader.until(() => reader.signs.some(sign => sign.type === 'reset'))
  const next = await report()
  await reader.until(() => reader.steps.length === 1)
  expect(idsOf(reader)).toEqual([next])
})

test('another working calendar is told to everybody, and to whoever comes back', async () => {
  const reader = await listen()
  const told = (of: EventReader) => of.signs.filter(({ type }) => type === 'calendar').length
  await reader.until(() => told(reader) === 1)
  await ctx.sql`update working_calendar set rev = rev + 1`
  await reader.until(() => told(reader) === 2)
  const again = await listen('', reader.lastId ?? '')
  await again.until(() => told(again) === 1)
})

test('bad questions are problems, not streams', async () => {
  expect((await listen('?grid=Z9')).status).toBe(404)
  expect((await listen('?grids=A')).status).toBe(400)
  const head = await fetch(`${url}/api/events`, { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
})

test('a reader cut off 20 times under load misses nothing and hears nothing twice', async () => {
  const reader = await listen()
  await reader.until(() => reader.lastId !== null)
  const from = Number(reader.lastId)
  const total = 300
  let sent = 0
  const sender = async () => {
    while (sent++ < total) await report(sent % 2 === 0 ? 'A1' : 'B1')
  }
  const senders = Promise.all([sender(), sender(), sender(), sender()])
  for (let cuts = 0; cuts < 20; cuts++) {
    const heard = reader.steps.length
    await reader.until(() => reader.steps.length > heard || sent >= total)
    reader.cut()
    await reader.connect()
  }
  await senders
  await reader.until(() => reader.steps.length >= total)
  expect(seqsOf(reader)).toEqual(await logged(from))
  expect(new Set(idsOf(reader)).size).toBe(total)
})

test('one who comes back after more than memory holds is told from the database', async () => {
  const from = await logTop()
  await reportMany(6000)
  const reader = await listen('', String(from))
  await reader.until(() => reader.steps.length >= 6000, 30_000)
  const last = await report()
  await reader.until(() => idsOf(reader).at(-1) === last)
  expect(seqsOf(reader)).toEqual(await logged(from))
})

test('one who missed too much is told to ask for everything anew', async () => {
  const from = await logTop()
  await reportMany(10_100)
  const reader = await listen('', String(from))
  const resets = () => reader.signs.filter(({ type }) => type === 'reset')
  await reader.until(() => resets().length > 0)
  expect(resets()).toEqual([{ type: 'reset', id: String(await logTop()) }])
  const last = await report()
  await reader.until(() => reader.steps.length > 0)
  expect(idsOf(reader)).toEqual([last])
})

test('a reader that does not read is let go, the others hear on; it comes back and catches up', async () => {
  const [slow, quick] = [await listen(), await listen()]
  await slow.until(() => slow.lastId !== null)
  const from = Number(slow.lastId)
  slow.pause()
  // Megabytes: more than the sockets of both sides take.
  for (let i = 0; i < 4; i++) {
    await reportMany(9000)
    service.feed.wake()
    await quick.until(() => quick.steps.length >= 9000 * (i + 1), 30_000)
  }
  expect(service.feed.size).toBe(1)
  slow.resume()
  await slow.until(() => !slow.isOpen)
  await slow.connect()
  await slow.until(
    () => slow.signs.some(sign => sign.type === 'reset') || slow.steps.length >= 36_000,
    30_000,
  )
  expect(seqsOf(quick)).toEqual(await logged(from))
  expect(new Set(seqsOf(slow)).size).toBe(slow.steps.length)
})

test('a lower number that is committed later is told before a higher one, and one that is rolled back not at all', async () => {
  const reader = await listen()
  await reader.until(() => reader.lastId !== null)
  const from = Number(reader.lastId)
  const other = await sameDatabase({ kind: 'server', sql: ctx.sql, close: async () => {} })
  const elsewhere = { ...ctx, sql: other.sql }
  const id = await report('A1')
  await reader.until(() => reader.steps.length === 1)
  let overlapped = false
  const [done, mayEnd] = gate()
  const [begun, isBegun] = gate()
  const slow = transaction(elsewhere, async ctx => {
    await addStep(ctx, id)
    isBegun()
    await done
  })
  await begun
  const quick = report('B1').then(quickId => {
    overlapped = true
    return quickId
  })
  // The embedded database lets one transaction wait for the other; a server does not.
  if (service.database?.kind === 'server') {
    await quick
    for (let looks = 0; looks < 5; looks++) await service.feed.look()
    await listen('?grid=B')
    expect(seqsOf(reader)).toHaveLength(1)
  }
  mayEnd()
  await slow
  const quickId = await quick
  await reader.until(() => reader.steps.length === 3)
  expect(overlapped).toBe(true)
  expect(idsOf(reader)).toEqual([id, id, quickId])

  await transaction(elsewhere, async ctx => {
    await addStep(ctx, id, 3)
    throw new Error('rolled back')
  }).catch(() => {})
  const last = await report('A2')
  await reader.until(() => idsOf(reader).at(-1) === last)
  expect(idsOf(reader)).toEqual([id, id, quickId, last])
  expect(seqsOf(reader)).toEqual(await logged(from))
})

test('a stop says goodbye, and who comes then is sent away', async () => {
  const own = testService(service.database)
  const address = await runningApi(own)
  const reader = new EventReader(`${address}/api/events`)
  readers.push(reader)
  await reader.connect()
  await reader.until(() => reader.lastId !== null)
  own.feed.close()
  await reader.until(() => !reader.isOpen)
  expect(reader.signs.at(-1)?.type).toBe('bye')
  await reader.connect()
  await reader.until(() => !reader.isOpen)
  expect(reader.signs.at(-1)?.type).toBe('bye')
})

function gate(): [Promise<void>, () => void] {
  let open = () => {}
  return [new Promise<void>(resolve => (open = resolve)), () => open()]
}

async function logTop(): Promise<number> {
  const [row] = await ctx.sql<{ top: number }[]>`select max(seq) as top from incident_event`
  return row?.top ?? 0
}

/** Steps as a verb writes them: the incident first, then the event. */
async function addStep({ sql }: Ctx, incident: number, rev = 2): Promise<void> {
  await sql`update incident set rev = ${rev}, status = 'filed' where id = ${incident}`
  await sql`
    insert into incident_event (incident_id, rev, verb, status, at, data, hash)
    values (${incident}, ${rev}, 'file', 'filed', now(), '{}', '\\x00')`
}

/** Many further steps of one case, in one statement: quicker than asking for each. */
async function reportMany(count: number): Promise<void> {
  const id = await report('A1')
  await ctx.sql`
    insert into incident_event (incident_id, rev, verb, status, at, data, hash)
    select ${id}, n, 'comment', 'reported', now(), '{}', '\\x00' from generate_series(2, ${count}::int) as n`
  service.feed.wake()
}
