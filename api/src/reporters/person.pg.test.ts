import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { type CaseDesk, caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { type Keyring, parseKeyring } from '../access/keyring.ts'
import { createApp } from '../app.ts'
import { verifyAudit } from '../audit/verify.ts'
import type { Ctx } from '../context.ts'
import { AddedPhoto } from '../evidence/contract.ts'
import { jpeg, photoForm } from '../evidence/testing/photos.ts'
import { report } from '../incidents/report.ts'
import { verifyEvents } from '../incidents/verify-events.ts'
import { verifyCases } from '../moves/verify-cases.ts'
import type { Service } from '../service.ts'
import { PersonErased, PersonFile } from './contract.ts'
import { eraseOldContacts } from './erase-old.ts'
import { resealReporters } from './reseal.ts'

let ctx: Ctx
let desk: CaseDesk
let incidents: Incidents
const other = { name: '李大钊', phone: '+86 139-9999-0000' }
const reason = '本人书面申请'
let others: number
let link: string
let service: Service
beforeEach(async () => {
  const owner = await freshDatabase()
  service = testService(await heldDatabase(owner))
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
  const reported = (await report(ctx, { ...about, reporter: other })).incident
  others = reported.id
  link = `/api/reports/${reported.reporterToken}`
})

const post = (path: string, body: object) => desk.ask('administrator', 'POST', `/api/reporters/${path}`, body)
const contacts = async () =>
  (await ctx.sql<{ id: number }[]>`select incident_id as id from incident_reporter order by 1`).map(
    row => row.id,
  )

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
  expect(left).toEqual({ title: '■■■家门口', body: '请打 ■■■ 或 ■■■' })
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

/** By the secret link: words, and a photo. */
async function follow() {
  await desk.ask(null, 'POST', `${link}/comments`, { text: later, idempotencyKey: 'said-once' })
  await desk.ask(null, 'POST', `${link}/comments`, { text: later, idempotencyKey: 'said-once' })
  const sent = await createApp(service).request(`${link}/photos`, {
    method: 'POST',
    body: photoForm(await jpeg(32, 20)),
  })
  return AddedPhoto.parse(await sent.json())
}
const later = '我住三单元五楼'

test('what they wrote and sent by the link later is theirs too: told to them, and unreadable once they are forgotten', async () => {
  const photo = await follow()
  const file = PersonFile.parse(await (await post('exports', { phone: other.phone, reason })).json())
  expect(file.cases[0]?.remarks.map(({ text }) => text)).toEqual([later])
  const [sent] = file.cases[0]?.photos ?? []
  expect(
    createHash('sha256')
      .update(Buffer.from(sent?.base64 ?? '', 'base64'))
      .digest('hex'),
  ).toBe(photo.hash)
  expect((await desk.show(others)).events[1]?.data).toEqual({ note: later, by: 'reporter' })
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })
  expect(await verifyEvents(ctx)).toMatchObject({ whole: true })

  expect((await post('erasures', { phone: other.phone, reason })).status).toBe(200)
  expect((await desk.show(others)).events.map(({ verb, data }) => [verb, data.erased, data.note])).toEqual([
    ['report', undefined, undefined],
    ['comment', true, undefined],
    ['attach', undefined, undefined],
    ['detach', true, undefined],
  ])
  expect(await service.evidence.has(photo.hash)).toBe(false)
  expect((await desk.ask('commander', 'GET', `/api/photos/${photo.id}`)).status).toBe(404)
  expect((await desk.ask(null, 'GET', link)).status).toBe(404)
  expect(await ctx.sql`select from reporter_key`).toHaveLength(0)
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })
  expect(await verifyEvents(ctx)).toMatchObject({ whole: true })
})

test('what was written by the link stands in no table in the clear, and is for those who have the case in reach', async () => {
  await follow()
  const tables = await ctx.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`
  for (const { name } of tables) {
    const rows = await ctx.sql<{ text: string }[]>`select t::text as text from ${ctx.sql(name)} t`
    expect(rows.map(({ text }) => text).join()).not.toContain(later)
  }
  for (const [name, isTold] of [
    ['commander', true],
    ['lead', true],
    ['worker', true],
    ['department', false],
    ['auditor', false],
    [null, false],
  ] as const)
    expect(JSON.stringify(await desk.show(others, name)).includes(later), String(name)).toBe(isTold)
  await ctx.sql`update incident set assignee_kind = 'department', assignee_id = (select id from department)
    where id = ${others}`
  expect(JSON.stringify(await desk.show(others, 'department'))).toContain(later)
})

test('a reporter who gave no contact is known by the case, and forgotten as well', async () => {
  await ctx.sql`delete from incident_reporter where incident_id = ${others}`
  await follow()
  const file = PersonFile.parse(await (await post('exports', { incident: others, reason })).json())
  expect(file.cases).toMatchObject([{ id: others, name: null, givenAt: null, remarks: [{ text: later }] }])
  expect((await post('erasures', { incident: others, reason })).status).toBe(200)
  expect((await desk.show(others)).events[1]?.data).toEqual({ by: 'reporter', erased: true })
  expect((await post('erasures', { incident: others, reason })).status).toBe(404)
})

test('after a rotation the words open with the new key of the server alone', async () => {
  await follow()
  const [fresh] = [randomBytes(32).toString('base64')]
  const old = service.keyring
  const both = { ...parseKeyring(fresh), open: openEither(parseKeyring(fresh), old) }
  await resealReporters({ ...ctx, keyring: both })
  const rotated = apiClient({ ...service, keyring: parseKeyring(fresh) })
  const shown = await caseDesk(ctx, rotated).show(others)
  expect(shown.events[1]?.data.note).toBe(later)
})

function openEither(fresh: Keyring, old: Keyring): Keyring['open'] {
  return (sealed, about) => (fresh.holds(sealed.keyId) ? fresh : old).open(sealed, about)
}

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

  await ctx.sql`delete from incident_reporter where incident_id = ${others}`
  await follow()
  await ctx.sql`update incident set status = 'void', updated_at = ${ctx.now} where id = ${others}`
  expect([await after(181), await after(181)]).toEqual([1, 0])
  expect((await desk.show(others)).events[1]?.data.erased).toBe(true)
})
