import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { assigneesOf, type CaseDesk, caseDesk, type Step } from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { Calendar, CalendarPreview } from '../calendar/contract.ts'
import type { Ctx } from '../context.ts'
import { IncidentPage } from '../incidents/contract.ts'
import { Workload } from './contract.ts'
import { verifyCases } from './verify-cases.ts'

// The class 0109: filing 2 working hours, dispatch 1 hour by the wall clock, handling and check 1 working day each, stop-work 2 working hours.

let ctx: Ctx
let desk: CaseDesk
let toWorker: object
beforeAll(async () => {
  const service = testService(await freshDatabase())
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

const note = { note: '说明' }
const wall = (iso: string | null | undefined) =>
  iso == null ? null : new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16)
const caseAt = (path: readonly Step[] = []) => desk.caseAt(path, '0109')
/** Each stage with its light and when it is or was due. */
const stagesOf = async (id: number) =>
  (await desk.show(id)).stages.map(({ stage, light, dueAt }) => `${stage} ${light} ${wall(dueAt)}`)
const inList = async (id: number, due: string) => {
  const page = await (await desk.ask(null, 'GET', `/api/incidents?due=${due}&limit=500`)).json()
  return IncidentPage.parse(page).incidents.find(each => each.id === id)
}

test.each([
  ['within a morning', '2026-03-03T09:00', '2026-03-03T11:00'],
  ['at night: from the next morning', '2026-03-03T22:00', '2026-03-04T10:30'],
  ['on the make-up Saturday before 春节 2026', '2026-02-13T17:00', '2026-02-14T10:00'],
  ['over the nine days of 春节 2026', '2026-02-14T17:00', '2026-02-24T10:00'],
  ['over 国庆 2025, from summer hours into those of winter', '2025-09-30T17:00', '2025-10-09T09:30'],
])('filing within two working hours, %s', async (_, reported, due) => {
  at(reported)
  const id = await caseAt()
  const { clock, dueAt, light } = await desk.show(id)
  expect(clock).toMatchObject({ stage: 'filing', share: 0, light: 'green' })
  expect([wall(clock?.dueAt), wall(dueAt), light]).toEqual([due, due, 'green'])
})

test('each stage has its clock, from the step that begins it to the one that ends it', async () => {
  at('2026-03-10T09:00')
  const id = await caseAt()
  at('2026-03-10T10:42')
  expect((await desk.show(id)).light).toBe('amber')
  expect(await inList(id, 'amber')).toMatchObject({ light: 'amber' })
  await desk.does('commander', id, 'file')
  at('2026-03-10T11:43')
  expect((await desk.show(id)).clock).toMatchObject({ stage: 'dispatch', light: 'red' })
  expect(await inList(id, 'overdue')).toMatchObject({ light: 'red' })

  const { events, ...view } = await desk.does('commander', id, 'dispatch', toWorker).then(() => desk.show(id))
  expect(events.at(-1)?.data).toMatchObject({
    late: true,
    limit: { amount: 1, unit: 'working-days' },
    milestones: [{ stage: 'stop-work', amount: 2, unit: 'working-hours' }],
  })
  expect(view.clock).toMatchObject({ stage: 'handling', light: 'green' })
  expect(await stagesOf(id)).toEqual([
    'filing amber 2026-03-10T11:00',
    'dispatch red 2026-03-10T11:42',
    'handling green 2026-03-11T11:43',
    'stop-work green 2026-03-10T15:43',
  ])

  await desk.does('worker', id, 'take')
  at('2026-03-10T17:00')
  await desk.does('worker', id, 'finish', note)
  expect((await desk.show(id)).clock).toMatchObject({ stage: 'check', light: 'green' })
  at('2026-03-11T17:30')
  expect(await inList(id, 'overdue')).toMatchObject({ light: 'red', status: 'feedback' })
  await desk.does('commander', id, 'close')
  expect(await stagesOf(id)).toEqual([
    'filing amber 2026-03-10T11:00',
    'dispatch red 2026-03-10T11:42',
    'handling green 2026-03-11T11:43',
    'stop-work red 2026-03-10T15:43',
    'check red 2026-03-11T17:00',
  ])
  expect(await inList(id, 'green')).toMatchObject({ light: 'green', status: 'closed' })
  const [row] = await ctx.sql`select late_stages from incident where id = ${id}`
  expect(row).toEqual({ lateStages: ['dispatch', 'check'] })
})

test('a return and a reopening start the dispatch anew; a linked case stands still', async () => {
  at('2026-03-10T09:00')
  const id = await caseAt([
    ['commander', 'file'],
    ['commander', 'dispatch', toWorker],
  ])
  await desk.does('worker', id, 'request', { kind: 'return', ...note })
  at('2026-03-11T09:00')
  const returned = await desk.does('commander', id, 'approve')
  expect([returned.clock?.stage, wall(returned.clock?.dueAt)]).toEqual(['dispatch', '2026-03-11T10:00'])

  const head = await caseAt()
  await desk.does('commander', id, 'link', { head })
  expect((await desk.show(id)).clock).toMatchObject({ stage: 'dispatch', dueAt: null })
  at('2026-03-12T09:00')
  await desk.does('commander', id, 'unlink')
  expect(wall((await desk.show(id)).dueAt)).toBe('2026-03-12T10:00')
})

test('another calendar works them out anew, and is shown before it is saved', async () => {
  at('2026-06-01T16:30')
  const id = await caseAt()
  const kept = await caseAt([['commander', 'file']])
  const {
    timeZone: _,
    changedAt: __,
    ...calendar
  } = Calendar.parse(await (await desk.ask(null, 'GET', '/api/calendar')).json())
  const flood = { ...calendar, overrides: [{ day: '2026-06-02', work: false }] }
  const preview = async () =>
    CalendarPreview.parse(
      await (await desk.ask('administrator', 'POST', '/api/calendar/preview', flood)).json(),
    )
  const shown = await preview()
  const mine = shown.cases.find(each => each.id === id)
  expect([mine?.stage, wall(mine?.before), wall(mine?.after)]).toEqual([
    'filing',
    '2026-06-02T09:30',
    '2026-06-03T09:30',
  ])
  expect(shown.cases.map(each => each.id)).not.toContain(kept)
  expect(wall((await desk.show(id)).dueAt)).toBe('2026-06-02T09:30')
  expect((await desk.ask('commander', 'POST', '/api/calendar/preview', flood)).status).toBe(403)

  at('2026-06-02T10:00')
  expect((await preview()).overdueNoMore).toBe(shown.overdueNoMore + 1)
  const changed = await (await desk.ask('administrator', 'PUT', '/api/calendar', flood)).json()
  expect(changed.moved).toBe(shown.moved)
  expect(wall((await desk.show(id)).dueAt)).toBe('2026-06-03T09:30')
})

test('核查结案 is not for the one who handled it', async () => {
  at('2026-03-10T09:00')
  const [post] = await ctx.sql`select id from post where id = ${(await assigneesOf(ctx)).posts.A}`
  const id = await caseAt([
    ['commander', 'file'],
    ['commander', 'dispatch', { assignee: { kind: 'post', id: post?.id } }],
    ['lead', 'take'],
    ['lead', 'finish', note],
  ])
  const { rev, moves } = await desk.show(id, 'lead')
  expect(moves).not.toContain('close')
  expect(moves).toContain('rework')
  const refused = await desk.move('lead', id, 'close', { rev })
  expect([refused.status, (await refused.json()).code]).toEqual([403, 'own-work'])
  await desk.does('commander', id, 'close')
})

test('a workload leads to exactly its cases in the list, linked ones in neither', async () => {
  at('2026-03-10T09:00')
  const head = await caseAt([
    ['commander', 'file'],
    ['commander', 'dispatch', toWorker],
  ])
  const linked = await caseAt([
    ['commander', 'file'],
    ['commander', 'dispatch', toWorker],
  ])
  await desk.does('commander', linked, 'link', { head })
  at('2026-03-20T09:00')
  const load = Workload.parse(await (await desk.ask('commander', 'GET', '/api/workload?grid=A')).json())
  const listed = async (query: string) => {
    const page = await (
      await desk.ask('commander', 'GET', `/api/incidents?limit=500&counter=open&${query}`)
    ).json()
    return IncidentPage.parse(page).incidents.length
  }
  expect(load.open).toBe(await listed('grid=A'))
  expect(load.overdue).toBe(await listed('grid=A&due=overdue'))
  for (const { kind, id, open, overdue } of load.assignees)
    expect([open, overdue]).toEqual([
      await listed(`grid=A&assignee=${kind}:${id}`),
      await listed(`grid=A&assignee=${kind}:${id}&due=overdue`),
    ])
})

test('after all of this every row follows from its log', async () => {
  expect(await verifyCases({ ...ctx, now: new Date() })).toMatchObject({ sound: true })
})
