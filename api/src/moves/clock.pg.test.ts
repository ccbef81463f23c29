import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { assigneesOf, type CaseDesk, caseDesk, type Step } from '../../../tests/support/case-desk.ts'
import { freshDatabase, sameDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { Calendar, CalendarChanged } from '../calendar/contract.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../database/open.ts'
import { IncidentPage } from '../incidents/contract.ts'
import { climbLadder } from './climb-ladder.ts'
import { verifyCases } from './verify-cases.ts'

let database: Database
let ctx: Ctx
let desk: CaseDesk
let toWorker: object
beforeAll(async () => {
  database = await freshDatabase()
  const service = testService(database)
  ctx = testContext(service)
  await rightsCity(ctx)
  desk = caseDesk(ctx, apiClient(service))
  toWorker = { assignee: { kind: 'post', id: (await assigneesOf(ctx)).posts.A1 } }
})

/** Only the clock on the wall is ours; the database's sockets keep their own time. */
function at(wall: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${wall}:00+08:00`) })
}
afterEach(() => {
  vi.useRealTimers()
})

const now = () => ({ ...ctx, now: new Date() })
const clockOf = async (id: number) => (await desk.show(id)).clock
const wall = (iso: string | null | undefined) =>
  iso == null ? iso : new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16)
const dispatched = (): Step[] => [
  ['commander', 'file'],
  ['commander', 'dispatch', toWorker],
]
const note = { note: '说明' }

test.each([
  ['a make-up Saturday before 春节 2026', '2026-02-13T10:00', '2026-02-14T10:00'],
  ['over the nine days of 春节 2026', '2026-02-14T16:00', '2026-02-24T16:00'],
  ['at night: from the next morning', '2026-03-03T22:00', '2026-03-04T17:30'],
  ['Friday to Monday', '2026-03-06T10:00', '2026-03-09T10:00'],
  ['over 国庆 2025, from three summer hours into four of winter', '2025-09-30T15:00', '2025-10-09T14:30'],
])('one working day, %s', async (_, start, due) => {
  at(start)
  const id = await desk.caseAt([['commander', 'file']])
  expect(await clockOf(id)).toBeNull()
  await desk.does('commander', id, 'dispatch', toWorker)
  const clock = await clockOf(id)
  expect(clock).toMatchObject({ limit: { amount: 1, unit: 'working-days' }, share: 0, light: 'green' })
  expect([wall(clock?.startedAt), wall(clock?.dueAt)]).toEqual([start, due])
})

test('the light turns amber and red, in the case and in the list, and stops when handling is done', async () => {
  at('2026-03-10T08:30')
  const id = await desk.caseAt(dispatched())
  const lights = async () => {
    const { clock, light } = await desk.show(id)
    const found = []
    for (const due of ['green', 'amber', 'overdue']) {
      const page = await (await desk.ask(null, 'GET', `/api/incidents?due=${due}&limit=500`)).json()
      if (IncidentPage.parse(page).incidents.some(each => each.id === id)) found.push(due)
    }
    return [clock?.share, clock?.light, light, ...found]
  }
  at('2026-03-10T15:30')
  expect(await lights()).toEqual([0.7143, 'green', 'green', 'green'])
  at('2026-03-10T16:30')
  expect(await lights()).toEqual([0.8571, 'amber', 'amber', 'amber'])
  at('2026-03-11T09:30')
  expect(await lights()).toEqual([1.1429, 'red', 'red', 'overdue'])
  await desk.does('worker', id, 'take')
  await desk.does('worker', id, 'finish', note)
  at('2026-03-20T09:30')
  expect(await lights()).toEqual([1.1429, 'red', 'red', 'overdue'])
  expect(wall((await clockOf(id))?.stoppedAt)).toBe('2026-03-11T09:30')
})

test('挂账 stands still, 延时 adds, the time of a failed check is nobody’s, a return starts anew', async () => {
  at('2026-03-10T08:30')
  const id = await desk.caseAt([...dispatched(), ['worker', 'take']])
  await desk.does('worker', id, 'request', { kind: 'suspension', ...note })
  await desk.does('commander', id, 'approve')
  expect(await clockOf(id)).toMatchObject({ dueAt: null, share: 0 })
  at('2026-03-11T08:30')
  await desk.does('commander', id, 'resume')
  expect(wall((await clockOf(id))?.dueAt)).toBe('2026-03-11T17:30')

  await desk.does('worker', id, 'request', { kind: 'extension', amount: 2, ...note })
  await desk.does('commander', id, 'approve')
  expect(await clockOf(id)).toMatchObject({ limit: { amount: 3 } })
  expect(wall((await clockOf(id))?.dueAt)).toBe('2026-03-13T17:30')

  await desk.does('worker', id, 'finish', note)
  at('2026-03-12T08:30')
  await desk.does('commander', id, 'rework', note)
  expect(wall((await clockOf(id))?.dueAt)).toBe('2026-03-16T17:30')

  await desk.does('worker', id, 'request', { kind: 'return', ...note })
  expect((await desk.does('commander', id, 'approve')).clock).toBeNull()
  await desk.does('commander', id, 'dispatch', toWorker)
  expect(await clockOf(id)).toMatchObject({ limit: { amount: 1 } })
})

test('an overdue case climbs to the street and then to the city, each time once', async () => {
  at('2026-04-01T08:30')
  const id = await desk.caseAt(dispatched())
  const climbed = async () => {
    await climbLadder(now())
    const { escalatedTo, events } = await desk.show(id)
    return [escalatedTo?.code, ...events.filter(event => event.actor === 'system').map(event => event.data)]
  }
  at('2026-04-01T17:29')
  expect(await climbed()).toEqual([undefined])
  at('2026-04-01T17:31')
  expect(await climbed()).toEqual(['A', { rung: 1, share: 1 }])
  expect(await climbed()).toEqual(['A', { rung: 1, share: 1 }])
  at('2026-04-02T14:01')
  const both = await Promise.all([climbLadder(now()), climbLadder(now())])
  expect(both.reduce((a, b) => a + b)).toBe(1)
  at('2026-05-02T14:01')
  expect(await climbed()).toEqual([null, { rung: 1, share: 1 }, { rung: 2, share: 1.5 }])
  expect((await desk.show(id)).events.filter(event => event.verb === 'escalate')).toHaveLength(2)
})

test('a changed calendar works running clocks out anew, is written down, and is changed by one at a time', async () => {
  at('2026-06-01T10:00')
  const id = await desk.caseAt(dispatched())
  const done = await desk.caseAt([
    ...dispatched(),
    ['worker', 'take'],
    ['worker', 'finish', note],
    ['lead', 'close'],
  ])
  const before = await desk.show(done)
  const {
    timeZone: _,
    changedAt: __,
    ...calendar
  } = Calendar.parse(await (await desk.ask(null, 'GET', '/api/calendar')).json())
  const flood = { ...calendar, overrides: [{ day: '2026-06-02', work: false, note: '防汛' }] }
  expect((await desk.ask('commander', 'PUT', '/api/calendar', flood)).status).toBe(403)
  expect(wall((await clockOf(id))?.dueAt)).toBe('2026-06-02T10:00')

  const answer = CalendarChanged.parse(
    await (await desk.ask('administrator', 'PUT', '/api/calendar', flood)).json(),
  )
  expect(answer).toMatchObject({ rev: calendar.rev + 1, moved: 1, overrides: flood.overrides })
  expect(answer.recomputed).toBeGreaterThanOrEqual(answer.moved)
  expect(wall((await clockOf(id))?.dueAt)).toBe('2026-06-03T10:00')
  expect(wall((await desk.show(id)).dueAt)).toBe('2026-06-03T10:00')
  expect((await desk.show(done)).dueAt).toBe(before.dueAt)
  const [entry] = await ctx.sql<{ actor: string; data: object }[]>`
    select actor, data from audit_event where verb = 'calendar.change' order by seq desc limit 1`
  const difference = { before: { overrides: [] }, after: { overrides: flood.overrides } }
  expect(entry).toEqual({
    actor: 'administrator',
    data: { recomputed: answer.recomputed, moved: 1, ...difference },
  })

  const stale = await desk.ask('administrator', 'PUT', '/api/calendar', flood)
  expect(await stale.json()).toMatchObject({ code: 'stale-revision', detail: { rev: calendar.rev + 1 } })
  const huge = await desk.ask('administrator', 'PUT', '/api/calendar', { ...flood, rev: 2 ** 31 })
  expect(await huge.json()).toMatchObject({ status: 400, code: 'bad-field', field: 'rev' })
})

test.each([
  ['hours that go back', { seasons: [{ from: '01-01', segments: [{ from: '12:00', until: '08:00' }] }] }],
  [
    'hours over each other',
    {
      seasons: [
        {
          from: '01-01',
          segments: [
            { from: '08:00', until: '12:00' },
            { from: '11:00', until: '15:00' },
          ],
        },
      ],
    },
  ],
  ['a day that is none', { seasons: [{ from: '02-30', segments: [{ from: '08:00', until: '12:00' }] }] }],
  ['no hours at all', { seasons: [] }],
  [
    'a day twice',
    {
      overrides: [
        { day: '2026-06-02', work: false },
        { day: '2026-06-02', work: true },
      ],
    },
  ],
  ['a ladder that goes down', { ladder: [2, 1] }],
])('%s is no calendar', async (_, wrong) => {
  const {
    timeZone: __,
    changedAt: ___,
    ...calendar
  } = Calendar.parse(await (await desk.ask(null, 'GET', '/api/calendar')).json())
  const answer = await desk.ask('administrator', 'PUT', '/api/calendar', { ...calendar, ...wrong })
  expect(answer.status).toBe(400)
  expect((await answer.json()).field.split('.')[0]).toBe(Object.keys(wrong)[0])
})

/** Another API process on the same tables; the embedded database has one process only. */
async function secondProcess(): Promise<CaseDesk> {
  if (database.kind === 'embedded') return desk
  const service = testService(await sameDatabase(database))
  return caseDesk(testContext(service), apiClient(service))
}

test('of nine who take the same step at once one wins, and the others are told who', async () => {
  const other = await secondProcess()
  for (let round = 0; round < 5; round++) {
    const id = await desk.caseAt([])
    const askers = ['commander', 'lead', 'administrator'] as const
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, i) => {
        const who = askers[i % 3] ?? 'lead'
        const note = { rev: 1, note: `${i}` }
        return (i % 2 ? desk : other).move(who, id, 'file', note)
      }),
    )
    const winners = answers.filter(answer => answer.ok)
    expect(winners).toHaveLength(1)
    const { rev, events } = await desk.show(id)
    expect([rev, events.length]).toEqual([2, 2])
    for (const answer of answers.filter(each => !each.ok))
      expect(await answer.json()).toMatchObject({
        code: 'stale-revision',
        detail: { rev: 2, verb: 'file', by: events[1]?.actor },
      })
  }
})

test('after all of this every row follows from its log', async () => {
  const verdict = await verifyCases(now())
  expect(verdict).toMatchObject({ sound: true })
})

test('a row that does not follow from its log is found', async () => {
  const id = await desk.caseAt(dispatched())
  await ctx.sql`update incident set escalated_by = 1 where id = ${id}`
  expect(await verifyCases(now())).toEqual({ sound: false, incident: id, field: 'escalatedBy' })
})
