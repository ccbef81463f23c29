import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { assigneesOf, type CaseDesk, caseDesk, type Who } from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { IncidentPage, ReportedIncident } from '../incidents/contract.ts'
import { report } from '../incidents/report.ts'
import { verifyEvents } from '../incidents/verify-events.ts'
import { Indicators } from '../indicators/contract.ts'
import { Workload } from '../moves/contract.ts'
import { verifyCases } from '../moves/verify-cases.ts'
import type { ProblemBody } from '../problem.ts'
import { CaseDuplicates, type Suggestion, Suggestions } from './contract.ts'

let ctx: Ctx
let api: ApiClient
let desk: CaseDesk
let worker: { kind: 'post'; id: number }
beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  await ctx.sql`update city set open_words = true`
  await ctx.sql`
    insert into incident_class (code, kind, major_code, major_name, name, net)
    select '0102', kind, major_code, major_name, name, net from incident_class where code = '0101'`
  api = apiClient(service)
  desk = caseDesk(ctx, api)
  worker = { kind: 'post', id: (await assigneesOf(ctx)).posts.A1 }
})

/** About 11 m. */
const step = 1e-4
/** Each test has a place of its own, so that no other test's reports are near: 111 m apart, north of the blocks. */
let places = 2
const newPlace = () => ({ lon: 0.0001, lat: 0.001 * places++ })

interface Told {
  lon: number
  lat: number
  title?: string
  text?: string
  classCode?: string
  hoursAgo?: number
}

async function reported({ hoursAgo = 0, ...said }: Told): Promise<number> {
  const now = new Date(Date.now() - hoursAgo * 3_600_000)
  const input = { classCode: '0101', title: '路口一堆垃圾没人清', ...said }
  return (await report({ ...ctx, now }, input)).incident.id
}

async function suggestions(said: Told, who: Who = null): Promise<Suggestion[]> {
  const query = new URLSearchParams({ classCode: '0101' })
  for (const [name, value] of Object.entries(said)) query.set(name, String(value))
  const answer = await desk.ask(who, 'GET', `/api/duplicates?${query}`)
  return Suggestions.parse(await answer.json()).suggestions
}

async function groupOf(id: number, who: Who = 'commander'): Promise<CaseDuplicates> {
  return CaseDuplicates.parse(await (await desk.ask(who, 'GET', `/api/incidents/${id}/duplicates`)).json())
}

const link = (id: number, head: number, who: Who = 'commander') => desk.does(who, id, 'link', { head })

async function refusal(
  id: number,
  verb: string,
  fields: object,
  who: Who = 'commander',
): Promise<ProblemBody> {
  const answer = await desk.move(who, id, verb, { rev: (await desk.show(id)).rev, ...fields })
  expect(answer.ok, `${verb} was not refused`).toBe(false)
  return answer.json()
}

/** From wherever a case stands to its closing. */
async function closeCase(id: number): Promise<void> {
  const { status } = await desk.show(id)
  if (status === 'reported') await desk.does('commander', id, 'file')
  if (status !== 'dispatched') await desk.does('commander', id, 'dispatch', { assignee: worker })
  await desk.does('worker', id, 'take')
  await desk.does('worker', id, 'finish', { note: '清走了' })
  await desk.does('commander', id, 'close')
}

describe('suggestions at report time', () => {
  test('an open case of the class, near, recent and in like words, and why', async () => {
    const { lon, lat } = newPlace()
    const id = await reported({ lon, lat, hoursAgo: 2 })
    const [found, ...others] = await suggestions({ lon, lat: lat + step, title: '路口有一堆垃圾' })
    expect(others).toEqual([])
    expect(found).toMatchObject({ id, linked: 0, status: 'reported', title: '路口一堆垃圾没人清' })
    expect(found?.why.meters).toBeCloseTo(11.1, 0)
    expect(found?.why.minutes).toBe(120)
    expect(found?.why.similarity).toBeGreaterThan(0.4)
  })

  test('before anything is typed nearness alone speaks, for half as far', async () => {
    const { lon, lat } = newPlace()
    const id = await reported({ lon, lat })
    expect(await suggestions({ lon, lat: lat + 2 * step })).toMatchObject([{ id, why: { similarity: null } }])
    expect(await suggestions({ lon, lat: lat + 3 * step })).toEqual([])
  })

  test.each<[string, Partial<Told>, Partial<Told>]>([
    ['far', {}, { lat: 9 * step }],
    ['of another class', { classCode: '0102' }, {}],
    ['long ago', { hoursAgo: 80 }, {}],
    ['something else', {}, { title: '夜里施工太吵' }],
  ])('nothing that is %s', async (_, there, here) => {
    const { lon, lat } = newPlace()
    await reported({ lon, lat, ...there })
    const mine = { lon, title: '路口一堆垃圾', ...here, lat: lat + (here.lat ?? 0) }
    expect(await suggestions(mine)).toEqual([])
  })

  test('a group is suggested once, as its head, by the report that is most alike; nothing that has ended', async () => {
    const { lon, lat } = newPlace()
    const head = await reported({ lon, lat, title: '垃圾堆' })
    const other = await reported({ lon, lat: lat + step, title: '烧烤摊旁边的泡沫箱堆成山' })
    const ended = await reported({ lon, lat, title: '泡沫箱堆成山' })
    await link(other, head)
    await desk.does('commander', ended, 'void', { note: '误报' })
    const found = await suggestions({ lon, lat: lat + step, title: '泡沫箱堆成山' })
    expect(found).toMatchObject([{ id: head, linked: 1, title: '垃圾堆', why: { meters: 0 } }])
  })

  test('declared datums are read, nothing personal is told, and what cannot be read is refused', async () => {
    const { lon, lat } = newPlace()
    await reported({ lon, lat })
    expect(await suggestions({ lon, lat, datum: 'cgcs2000' } as Told)).toHaveLength(1)
    const text = await (await api.ask('GET', `/api/duplicates?lon=${lon}&lat=${lat}&classCode=0101`)).text()
    expect(text).not.toMatch(/"body"|"reporter"|"assignee"|"actor"/)
    for (const [query, code] of [
      ['lon=0&lat=0', 'bad-field'],
      ['lon=0&lat=91&classCode=0101', 'swapped-coordinate'],
      ['lon=NaN&lat=0&classCode=0101', 'bad-field'],
      ['lon=0&lat=0&classCode=9999', 'unknown-class'],
      ["lon=0&lat=0&classCode=' or 1=1 --", 'unknown-class'],
      ['lon=0&lat=0&classCode=0101&datum=mars', 'bad-datum'],
      [`lon=0&lat=0&classCode=0101&text=${'长'.repeat(501)}`, 'bad-field'],
    ])
      expect(await (await api.ask('GET', `/api/duplicates?${query}`)).json(), query).toMatchObject({ code })
  })
})

describe('a linked case', () => {
  test('rests and is separated as if nothing had been: clock, list, work', async () => {
    const { lon, lat } = { lon: 0.0005, lat: 0.0005 }
    const [head, id] = [await reported({ lon, lat }), await reported({ lon, lat })]
    await desk.does('commander', id, 'file')
    await desk.does('commander', id, 'dispatch', { assignee: worker })
    const mine = async () => {
      const answer = await desk.ask('worker', 'GET', '/api/incidents?assignee=me&limit=500')
      return IncidentPage.parse(await answer.json()).incidents.some(each => each.id === id)
    }
    const load = async () =>
      Workload.parse(await (await desk.ask('commander', 'GET', '/api/workload')).json()).open
    const [before, loadBefore] = [await desk.show(id), await load()]
    expect(await mine()).toBe(true)

    await link(id, head)
    const linked = await desk.show(id)
    expect(linked).toMatchObject({ status: 'dispatched', head: { id: head }, dueAt: null, light: null })
    expect(linked.moves).toEqual(['comment', 'unlink'])
    expect(await desk.show(head)).toMatchObject({ linked: 1, head: null })
    expect([await mine(), await load()]).toEqual([false, loadBefore - 1])

    await desk.does('lead', id, 'unlink')
    const after = await desk.show(id)
    expect(after).toMatchObject({ head: null, assignee: before.assignee, moves: before.moves })
    expect(after.dueAt).not.toBeNull()
    expect([await mine(), await load()]).toEqual([true, loadBefore])
    expect(after.events.slice(-2).map(event => [event.verb, event.actor, event.data])).toEqual([
      ['link', 'commander', { head }],
      ['unlink', 'lead', {}],
    ])
  })

  test('is closed with its head, by whoever closed that, and comes back alone when it is reopened', async () => {
    const { lon, lat } = newPlace()
    const [head, one, two] = [
      await reported({ lon, lat }),
      await reported({ lon, lat }),
      await reported({ lon, lat }),
    ]
    await link(one, head)
    await link(two, head)
    await closeCase(head)
    for (const id of [one, two]) {
      const { status, closedAt, head: named, events } = await desk.show(id)
      expect({ status, named }).toMatchObject({ status: 'closed', named: { id: head } })
      expect(closedAt).not.toBeNull()
      expect(events.at(-1)).toMatchObject({ verb: 'follow', actor: 'commander', data: { head } })
    }
    const { moves } = await desk.does('commander', one, 'reopen', { note: '还在' })
    expect(moves).toContain('dispatch')
    expect(await desk.show(one)).toMatchObject({ status: 'filed', head: null })
    expect(await desk.show(head)).toMatchObject({ status: 'closed', linked: 1 })
  })

  test('stays closed when its head is reopened, and later reports are nobody’s until somebody says so', async () => {
    const { lon, lat } = newPlace()
    const [head, id] = [await reported({ lon, lat }), await reported({ lon, lat })]
    await link(id, head)
    await closeCase(head)
    const later = await reported({ lon, lat })
    await desk.does('commander', head, 'reopen', { note: '又堆上了' })
    expect(await desk.show(id)).toMatchObject({ status: 'closed', head: { id: head } })
    expect(await desk.show(later)).toMatchObject({ status: 'reported', head: null, rev: 1 })
    expect((await groupOf(later)).suggestions.map(each => each.id)).toEqual([head])
    await link(later, head)
    await closeCase(head)
    expect((await desk.show(later)).status).toBe('closed')
    expect((await desk.show(id)).events.filter(event => event.verb === 'follow')).toHaveLength(1)
  })

  test('is free again when its head turns out to be no case', async () => {
    const { lon, lat } = newPlace()
    const [head, id] = [await reported({ lon, lat }), await reported({ lon, lat })]
    await link(id, head)
    await desk.does('commander', head, 'void', { note: '不属城管' })
    const { status, head: named, events } = await desk.show(id)
    expect({ status, named }).toEqual({ status: 'reported', named: null })
    expect(events.at(-1)).toMatchObject({ verb: 'unlink', actor: 'commander', data: { head } })
  })

  test('counts once: every counter but its own leaves it out, and the list shows exactly the counted', async () => {
    const counts = async () =>
      Indicators.parse(await (await desk.ask('commander', 'GET', '/api/indicators')).json()).counts
    const { lon, lat } = newPlace()
    const [head, id] = [await reported({ lon, lat }), await reported({ lon, lat })]
    const before = await counts()
    await link(id, head)
    const after = await counts()
    expect(after).toEqual({
      ...before,
      reported: before.reported - 1,
      'reported-by-public': before['reported-by-public'] - 1,
      valid: before.valid - 1,
      open: before.open - 1,
      'awaiting-filing': before['awaiting-filing'] - 1,
      linked: before.linked + 1,
    })
    const answer = await desk.ask('commander', 'GET', '/api/incidents?counter=linked&limit=500')
    const { incidents } = IncidentPage.parse(await answer.json())
    expect(incidents).toHaveLength(after.linked)
    expect(incidents.every(each => each.head !== null)).toBe(true)
  })
})

describe('the same matter, says the reporter', () => {
  const post = async (body: object) => {
    const answer = await api.ask('POST', '/api/incidents', { classCode: '0101', title: '一堆垃圾', ...body })
    return { status: answer.status, body: await answer.json() }
  }

  test('the report is kept as its own and linked in one step; sent again it is the same report', async () => {
    const { lon, lat } = newPlace()
    const head = await reported({ lon, lat })
    const sent = {
      lon,
      lat,
      duplicateOf: head,
      idempotencyKey: 'same-matter-1',
      reporter: { phone: '13800000000' },
    }
    const [first, again] = [await post(sent), await post(sent)]
    expect([first.status, again.status]).toEqual([201, 200])
    expect(ReportedIncident.parse(first.body)).toMatchObject({ head: { id: head } })
    expect(again.body).toEqual(first.body)
    const { events, title } = await desk.show(first.body.id)
    expect(title).toBe('一堆垃圾')
    expect(events.map(event => [event.verb, event.actor])).toEqual([
      ['report', null],
      ['link', null],
    ])
    expect(await desk.show(head)).toMatchObject({ linked: 1, rev: 1 })
  })

  test('a report of a report joins the head of both; one of a case that has ended is a case of its own', async () => {
    const { lon, lat } = newPlace()
    const head = await reported({ lon, lat })
    const { body: second } = await post({ lon, lat, duplicateOf: head })
    const { body: third } = await post({ lon, lat, duplicateOf: second.id })
    expect(third.head).toMatchObject({ id: head })
    await desk.does('commander', head, 'void', { note: '误报' })
    const late = await post({ lon, lat, duplicateOf: head })
    expect(late).toMatchObject({ status: 201, body: { head: null, status: 'reported' } })
  })

  test('many at once: all are kept, each linked, one log', async () => {
    const { lon, lat } = newPlace()
    const head = await reported({ lon, lat })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => post({ lon, lat, title: `垃圾 ${i}`, duplicateOf: head })),
    )
    expect(answers.every(({ status, body }) => status === 201 && body.head.id === head)).toBe(true)
    expect((await desk.show(head)).linked).toBe(12)
  })

  test.each([
    ['no such case', () => 999_999, {}, 'unknown'],
    ['another class far away', (id: number) => id, { classCode: '0102', lat: 0.4 }, 'other-matter'],
    ['the same class far away', (id: number) => id, { lat: 0.4 }, 'far'],
    ['another class and no place', (id: number) => id, { classCode: '0102', grid: 'A1' }, 'other-matter'],
  ] as const)('%s is refused, and nothing is written', async (_, said, other, why) => {
    const { lon, lat } = newPlace()
    const id = await reported({ lon, lat })
    const place = 'grid' in other ? {} : { lon, lat }
    const answer = await post({
      ...place,
      ...other,
      duplicateOf: said(id),
      idempotencyKey: `refused-${why}-${lat}`,
    })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'bad-head', field: 'duplicateOf', detail: { why } },
    })
    const [row] = await ctx.sql<{ count: number }[]>`
      select count(*) from incident where idempotency_key = ${`refused-${why}-${lat}`}`
    expect(row?.count).toBe(0)
  })
})

test('who cannot stand for a case, and why', async () => {
  const { lon, lat } = newPlace()
  const [head, one, two, ended] = [
    await reported({ lon, lat }),
    await reported({ lon, lat }),
    await reported({ lon, lat }),
    await reported({ lon, lat }),
  ]
  await desk.does('commander', ended, 'void', { note: '误报' })
  await link(one, head)
  const why = async (id: number, to: number) => (await refusal(id, 'link', { head: to })).detail
  expect(await why(two, two)).toEqual({ why: 'itself' })
  expect(await why(two, 999_999)).toEqual({ why: 'unknown' })
  expect(await why(two, ended)).toEqual({ why: 'finished' })
  expect(await why(two, one)).toEqual({ why: 'linked', head })
  expect((await refusal(head, 'link', { head: two })).code).toBe('move-not-open')
  expect((await refusal(one, 'link', { head: two })).code).toBe('move-not-open')
  expect((await refusal(two, 'link', {})).code).toBe('bad-field')
  expect((await refusal(two, 'link', { head: '1' })).code).toBe('bad-field')
  expect((await refusal(two, 'unlink', {})).code).toBe('move-not-open')
  expect((await refusal(two, 'link', { head }, 'worker')).code).toBe('not-allowed')
  expect((await refusal(one, 'unlink', {}, 'department')).code).toBe('not-allowed')
  expect((await desk.show(two)).rev).toBe(1)
})

test('the case page is told the group and what may belong to it, with the moves that the reader has there', async () => {
  const { lon, lat } = newPlace()
  const [head, one, two] = [
    await reported({ lon, lat }),
    await reported({ lon, lat }),
    await reported({ lon, lat }),
  ]
  await link(one, head)
  expect(await groupOf(head)).toMatchObject({
    head: null,
    linked: [{ id: one, moves: ['comment', 'unlink'] }],
    suggestions: [{ id: two, why: { meters: 0, similarity: 1 } }],
  })
  expect(await groupOf(one)).toMatchObject({ head: { id: head, linked: 1 }, linked: [], suggestions: [] })
  expect((await groupOf(two)).suggestions).toMatchObject([{ id: head, linked: 1 }])
  expect((await groupOf(head, null)).linked).toMatchObject([{ id: one, moves: [] }])
  expect((await desk.ask(null, 'GET', '/api/incidents/999999/duplicates')).status).toBe(404)
})

test('the same link sent again is one link; of two who link each other one wins; a head that is closed meanwhile leaves nobody behind', async () => {
  const { lon, lat } = newPlace()
  const [a, b, c, d] = [
    await reported({ lon, lat }),
    await reported({ lon, lat }),
    await reported({ lon, lat }),
    await reported({ lon, lat }),
  ]
  const sent = await Promise.all([1, 2].map(() => desk.move('commander', c, 'link', { rev: 1, head: d })))
  expect(sent.map(answer => answer.status)).toEqual([200, 200])
  expect((await desk.show(c)).rev).toBe(2)

  const crossed = await Promise.all([
    desk.move('commander', a, 'link', { rev: 1, head: b }),
    desk.move('commander', b, 'link', { rev: 1, head: a }),
  ])
  expect(crossed.map(answer => answer.status).sort()).toEqual([200, 409])

  for (let i = 0; i < 4; i++) {
    const [head, id] = [await reported({ lon, lat }), await reported({ lon, lat })]
    await Promise.all([
      desk.move('commander', head, 'void', { rev: 1, note: '误报' }),
      desk.move('commander', id, 'link', { rev: 1, head }),
    ])
    expect(await desk.show(id)).toMatchObject({ head: null, status: 'reported' })
  }
})

// a property counts its runs, not its seconds
test('whatever is linked, separated, closed, voided and reopened in any order: no head has a head, nobody is left behind, rows follow from logs', {
  timeout: 180_000,
}, async () => {
  const attempt = fc.record({
    verb: fc.constantFrom('link', 'link', 'link', 'unlink', 'end', 'void', 'reopen'),
    on: fc.nat(3),
    head: fc.nat(3),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 8, maxLength: 16 }), async attempts => {
      const { lon, lat } = newPlace()
      const ids: number[] = []
      for (let i = 0; i < 4; i++) ids.push(await reported({ lon, lat }))
      for (const { verb, on, head } of attempts) {
        const [id = 0, to = 0] = [ids[on], ids[head]]
        const { rev, moves, status } = await desk.show(id)
        if (verb === 'end') {
          if (moves.includes('file') || moves.includes('dispatch')) await closeCase(id)
        } else {
          const said = verb === 'unlink' ? {} : verb === 'link' ? { head: to } : { note: '如题' }
          const answer = await desk.move('commander', id, verb, { rev, ...said })
          if (!answer.ok) expect([403, 409], `${verb} in ${status}`).toContain(answer.status)
          if (!moves.some(open => open === verb)) expect(answer.ok).toBe(false)
        }
        const all = await Promise.all(ids.map(each => desk.show(each)))
        for (const one of all) {
          if (one.head === null) continue
          const its = all.find(each => each.id === one.head?.id)
          expect(its).toMatchObject({ head: null })
          if (one.open) expect(its?.open).toBe(true)
        }
      }
    }),
    { numRuns: 5 },
  )
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })
  expect(await verifyEvents(ctx)).toMatchObject({ whole: true })
})
