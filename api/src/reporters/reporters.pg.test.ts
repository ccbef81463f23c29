import { randomBytes } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { parseKeyring } from '../access/keyring.ts'
import type { Actor, Ctx } from '../context.ts'
import { Health } from '../health/contract.ts'
import { readReporter } from './read-reporter.ts'
import { resealReporters } from './reseal.ts'

let ctx: Ctx
let incidents: Incidents
const commander: Actor = {
  account: 'commander',
  role: 'commander',
  grid: null,
  person: null,
  nets: null,
  department: null,
}
beforeEach(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service, { address: '203.0.113.9' })
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
})
const asCommander = () => ({ ...ctx, actor: commander })

test('no table holds a reporter’s name or number in the clear', async () => {
  const tables = await ctx.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`
  expect(tables.map(table => table.name)).toContain('incident_reporter')
  for (const { name } of tables) {
    const rows = await ctx.sql<{ text: string }[]>`select t::text as text from ${ctx.sql(name)} t`
    const text = rows.map(row => row.text).join()
    for (const value of Object.values(reporter)) {
      expect(text).not.toContain(value)
      expect(text).not.toContain(Buffer.from(value).toString('hex'))
    }
  }
})

test('a read says in the audit log who read what, from where and why', async () => {
  const contact = await readReporter(asCommander(), incidents.A1, { purpose: 'call-back', note: '回访' })
  expect(contact).toEqual(reporter)
  const log = await ctx.sql`select actor, role, address, verb, subject, data from audit_event order by seq`
  expect(log).toEqual([
    {
      actor: 'commander',
      role: 'commander',
      address: '203.0.113.9',
      verb: 'reporter.read',
      subject: `incident/${incidents.A1}`,
      data: { purpose: 'call-back', note: '回访' },
    },
  ])
})

test('where the audit log cannot be written, nothing is shown', async () => {
  await ctx.sql`alter table audit_event add check (false)`
  await expect(readReporter(asCommander(), incidents.A1, { purpose: 'check' })).rejects.toThrow(/audit_event/)
})

test('an incident that does not exist and one whose reporter gave nothing are one answer', async () => {
  await ctx.sql`delete from incident_reporter where incident_id = ${incidents.A2}`
  for (const incident of [incidents.A2, 999_999])
    await expect(readReporter(asCommander(), incident, { purpose: 'check' })).rejects.toMatchObject({
      code: 'not-found',
    })
})

test('a contact moved to another incident does not open', async () => {
  await ctx.sql`
    update incident_reporter set contact = (select contact from incident_reporter where incident_id = ${incidents.A1})
    where incident_id = ${incidents.A2}`
  await expect(readReporter(asCommander(), incidents.A2, { purpose: 'check' })).rejects.toThrow()
})

test('after a rotation every contact is sealed with the new key, and the old one can go', async () => {
  const [old, fresh] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
  const before = { ...ctx, keyring: parseKeyring(old) }
  const { A1 } = await reportEverywhere(before)
  await ctx.sql`delete from incident_reporter where key_id <> ${before.keyring.currentKeyId}`

  expect(await resealReporters({ ...ctx, keyring: parseKeyring(`${fresh},${old}`) })).toBe(4)
  expect(await resealReporters({ ...ctx, keyring: parseKeyring(`${fresh},${old}`) })).toBe(0)
  const after = { ...asCommander(), keyring: parseKeyring(fresh) }
  expect(await readReporter(after, A1, { purpose: 'legal' })).toEqual(reporter)
})

test('without the key of a contact the answer says so, and so does the health of the server', async () => {
  const bare = testService({ sql: ctx.sql, kind: 'server', close: async () => {} })
  const api = apiClient(bare)
  const desk = caseDesk(testContext(bare), api)
  const answer = await desk.ask('commander', 'POST', `/api/reporters/${incidents.A1}/reads`, {
    purpose: 'check',
  })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    code: 'key-missing',
    detail: { key: ctx.keyring.currentKeyId },
  })
  await vi.waitFor(async () => {
    const { status, warnings } = await api.read(Health, '/api/health')
    expect([status, warnings]).toEqual(['ready', ['key-missing']])
  })
})
