import { beforeAll, expect, test } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { assigneesOf, type CaseDesk, caseDesk, type Who } from '../../../tests/support/case-desk.ts'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { accountRows, netAccountRows, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { AuditPage } from '../audit/contract.ts'
import type { Ctx } from '../context.ts'
import { report } from './report.ts'

/** What people type into a case: an official with a step, a reporter by the secret link. */
const typed = {
  official: '业主王先生电话 13912345678',
  reporter: '请打我电话 13800001111',
  key: '13700002222',
}

const told = [typed.official, typed.reporter]

const classOf = { governance: '0101', service: '0201' } as const
const places = { A: null, A1: 0.0005, A2: 0.0015, B1: 0.0025, C1: 0.0035, queue: 0.5 }

/** Whose texts each account reads, by hand; accounts that are not here read none. */
const read: Readonly<Record<string, readonly string[]>> = {
  administrator: ['A', 'A1', 'A2', 'B1', 'C1', 'queue'].flatMap(place => bothNets(place)),
  commander: ['A', 'A1', 'A2', 'B1', 'C1', 'queue'].flatMap(place => bothNets(place)),
  lead: ['A', 'A1', 'A2'].flatMap(place => bothNets(place)),
  worker: bothNets('A1'),
  // given to the department
  department: bothNets('C1'),
  'service-lead': ['A service', 'A1 service', 'A2 service'],
  'service-worker': ['A1 service'],
}

function bothNets(place: string): string[] {
  return [`${place} governance`, `${place} service`]
}

let ctx: Ctx
let desk: CaseDesk
const cases = new Map<string, number>()
beforeAll(async () => {
  const owner = await freshDatabase()
  const service = testService(await heldDatabase(owner))
  ctx = { ...testContext(service), sql: owner.sql }
  await rightsCity(ctx, { wide: true })
  desk = caseDesk(ctx, apiClient(service))
  const { department } = await assigneesOf(ctx)
  for (const [place, lon] of Object.entries(places))
    for (const [net, classCode] of Object.entries(classOf)) {
      const where = lon === null ? { grid: place } : { lon, lat: 0.0005 }
      const { incident } = await report(ctx, { ...where, classCode, title: '一堆垃圾' })
      cases.set(`${place} ${net}`, incident.id)
      await desk.does('commander', incident.id, 'file', { note: typed.official })
      if (place === 'C1')
        await desk.does('commander', incident.id, 'dispatch', {
          assignee: { kind: 'department', id: department },
        })
      const said = { text: typed.reporter, idempotencyKey: typed.key }
      const path = `/api/reports/${incident.reporterToken}/comments`
      expect((await desk.ask(null, 'POST', path, said)).status).toBe(200)
    }
})

const askers: readonly Who[] = [...accountRows, ...netAccountRows].map(([name]) => name)

test.each([...askers, null])(
  '%s reads what was typed where a case is in reach, and the steps of all',
  async who => {
    const readable: string[] = []
    for (const [name, id] of cases) {
      const { events } = await desk.show(id, who)
      const steps = name.startsWith('C1')
        ? ['report', 'file', 'dispatch', 'comment']
        : ['report', 'file', 'comment']
      expect(events.map(({ verb }) => verb)).toEqual(steps)
      const all = JSON.stringify(events)
      // the key that a page sends with a word is text too, and goes to nobody
      expect(all).not.toContain(typed.key)
      const found = told.filter(text => all.includes(text))
      if (found.length > 0) {
        expect(found, name).toEqual(told)
        readable.push(name)
      }
    }
    expect(readable).toEqual(who === null ? [] : (read[who] ?? []))
  },
)

test('what is sent to everybody about a case has nothing that was typed with its steps', async () => {
  const secrets = Object.values(typed).map(text => text.slice(-11))
  const paths = ['/api/incidents', '/api/incidents.csv', '/api/duplicates']
  const all = [...cases.values()].map(id => `/api/incidents/${id}/duplicates`)
  for (const path of [...paths, ...all]) {
    const answer = await desk.ask('wall', 'GET', path)
    const text = await answer.text()
    for (const secret of secrets) expect(text, path).not.toContain(secret)
  }
})

test('an auditor sees the steps of all cases, their hashes, and nothing that was typed', async () => {
  const answer = await desk.ask('auditor', 'GET', '/api/audit?source=cases')
  const { entries } = AuditPage.parse(await answer.json())
  expect(entries).toHaveLength(3 * cases.size + 2)
  const csv = await (await desk.ask('auditor', 'GET', '/api/audit.csv?source=cases')).text()
  expect(csv).toContain('case.comment')
  for (const text of Object.values(typed)) {
    expect(JSON.stringify(entries)).not.toContain(text)
    expect(csv).not.toContain(text)
  }
})

test('people read what they wrote themselves when the case is no longer theirs', async () => {
  const { posts } = await assigneesOf(ctx)
  const id = cases.get('A1 governance') ?? 0
  const to = (post: number) => ({ assignee: { kind: 'post', id: post }, note: typed.official })
  await desk.does('commander', id, 'dispatch', { assignee: { kind: 'post', id: posts.A2 } })
  await ctx.sql`update incident set owner_post_id = null where id = ${id}`
  const notes = async () =>
    (await desk.show(id, 'worker')).events.flatMap(({ data }) => (data.note === undefined ? [] : [data.note]))
  expect(await notes()).toEqual([])
  await desk.does('commander', id, 'reassign', to(posts.A1))
  await desk.does('worker', id, 'comment', { note: '看过了' })
  expect(await notes()).toContain(typed.reporter)
  await desk.does('commander', id, 'reassign', to(posts.A2))
  expect(await notes()).toEqual(['看过了'])
})
