import { beforeEach, expect, test } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { type CaseDesk, caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { verifyAudit } from '../audit/verify.ts'
import type { Ctx } from '../context.ts'
import { report } from '../incidents/report.ts'
import { verifyEvents } from '../incidents/verify-events.ts'
import { PersonErased, PersonFile } from './contract.ts'
import { eraseOldContacts } from './erase-old.ts'
import { digitsOf } from './find-person.ts'

let ctx: Ctx
let desk: CaseDesk
let incidents: Incidents
const other = { name: '李大钊', phone: '+86 139-9999-0000' }
const reason = '本人书面申请'
let others: number
beforeEach(async () => {
  const owner = await freshDatabase()
  const service = testService(await heldDatabase(owner))
  ctx = { ...testContext(service), sql: owner.sql }
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
  desk = caseDesk(ctx, apiClient(service))
  const about = {
    lon: 0.0005,
    lat: 0.0005,
    classCode: '0101',
    title: '李大钊家门口',
    text: '请打 13999990000 或 +86 139-9999-0000',
  }
  others = (await report(ctx, { ...about, reporter: other })).incident.id
})

const post = (path: string, body: object) => desk.ask('administrator', 'POST', `/api/reporters/${path}`, body)
const contacts = async () =>
  (await ctx.sql<{ id: number }[]>`select incident_id as id from incident_reporter order by 1`).map(
    row => row.id,
  )

test.each([
  ['13999990000', '13999990000'],
  ['+86 139-9999-0000', '13999990000'],
  ['0086 13999990000', '13999990000'],
  ['0554-6640000', '05546640000'],
  // a number that only begins like the country
  ['86139999', '86139999'],
])('%s is the number %s', (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits)
})

test('a person gets what they gave with their reports, however the number was typed, and nothing of others', async () => {
  const file = PersonFile.parse(await (await post('exports', { phone: '139 9999 0000', reason })).json())
  expect(file.cases).toMatchObject([{ id: others, ...other, title: '李大钊家门口' }])
  const mine = PersonFile.parse(await (await post('exports', { incident: incidents.A1, reason })).json())
  expect(mine.cases.map(({ id }) => id)).toEqual(Object.values(incidents).sort((a, b) => a - b))
  expect(JSON.stringify(mine)).not.toContain(other.name)
})

test('a person is forgotten: contact, link and words are gone, the cases and the logs stay', async () => {
  await ctx.sql`insert into report_link (incident_id, token_hash, made_at) values (${others}, ${Buffer.alloc(32)}, now())
    on conflict (incident_id) do nothing`
  const erased = await post('erasures', { phone: other.phone, reason })
  expect(PersonErased.parse(await erased.json())).toEqual({ cases: [others] })
  expect(await contacts()).toEqual(Object.values(incidents).sort((a, b) => a - b))
  expect(await ctx.sql`select from report_link where incident_id = ${others}`).toHaveLength(0)
  const [left] = await ctx.sql`select title, body from incident where id = ${others}`
  expect(left).toEqual({ title: '■■■家门口', body: '请打 13999990000 或 ■■■' })
  expect((await desk.show(others)).status).toBe('reported')
  const again = await post('exports', { phone: other.phone, reason })
  expect(await again.json()).toEqual({ cases: [] })
  expect(await verifyEvents(ctx)).toMatchObject({ whole: true })
  expect(await verifyAudit(ctx)).toMatchObject({ whole: true })
})

test('that it happened, by whom, why and for which cases is in the audit log; the person is not', async () => {
  await post('exports', { phone: other.phone, reason })
  await post('erasures', { incident: others, reason })
  const log = await ctx.sql`select actor, verb, data from audit_event where verb like 'person.%' order by seq`
  expect(log).toEqual([
    { actor: 'administrator', verb: 'person.export', data: { reason, cases: [others] } },
    { actor: 'administrator', verb: 'person.erase', data: { reason, cases: [others] } },
  ])
  const [all] = await ctx.sql<{ text: string }[]>`select string_agg(t::text, '') as text from audit_event t`
  for (const secret of [...Object.values(other), ...Object.values(reporter)])
    expect(all?.text).not.toContain(secret)
})

test.each([
  [{ reason }, 400],
  [{ phone: other.phone }, 400],
  [{ phone: other.phone, incident: 1, reason }, 400],
  [{ incident: 999_999, reason }, 404],
])('%j is refused', async (body, status) => {
  expect((await post('erasures', body)).status).toBe(status)
  expect(await contacts()).toHaveLength(5)
})

test('contacts outlive their cases by so many days, not longer; those of open cases stay', async () => {
  const day = 86_400_000
  await ctx.sql`update incident set status = 'closed', closed_at = ${ctx.now} where id = ${incidents.A1}`
  await ctx.sql`update incident set status = 'void', updated_at = ${ctx.now} where id = ${incidents.A2}`
  const after = (days: number) =>
    eraseOldContacts({ ...ctx, now: new Date(ctx.now.getTime() + days * day) }, 180)
  expect(await after(179)).toBe(0)
  expect(await after(181)).toBe(2)
  expect(await after(181)).toBe(0)
  expect(await contacts()).toEqual([incidents.B1, incidents.queue, others].sort((a, b) => a - b))
  const log = await ctx.sql`select actor, data from audit_event where verb = 'reporter.erase'`
  expect(log).toEqual([{ actor: null, data: { days: 180, cases: [incidents.A1, incidents.A2] } }])
})
