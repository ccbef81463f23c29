import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { type CaseDesk, caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { type Ctx, transaction } from '../context.ts'
import { appendAudit } from './append.ts'
import { AuditChain, type AuditEntry, AuditPage, AuditVerdict } from './contract.ts'
import { exportAudit } from './export-audit.ts'

let ctx: Ctx
let desk: CaseDesk
let api: ApiClient
let incidents: Incidents
beforeAll(async () => {
  const owner = await freshDatabase()
  const service = testService(await heldDatabase(owner))
  ctx = { ...testContext(service), sql: owner.sql }
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
  api = apiClient(service)
  desk = caseDesk(ctx, api)
  for (const [place, purpose] of [
    ['A1', 'call-back'],
    ['B1', 'check'],
    ['A2', 'check'],
  ] as const)
    await desk.ask('commander', 'POST', `/api/reporters/${incidents[place]}/reads`, { purpose })
  await desk.does('lead', incidents.A1, 'file')
})

const page = async (query: string): Promise<AuditPage> => {
  const answer = await desk.ask('auditor', 'GET', `/api/audit?${query}`)
  expect(answer.status, query).toBe(200)
  return AuditPage.parse(await answer.json())
}
const told = ({ actor, verb, subject }: AuditEntry) => [actor, verb, subject]

test('says who read whose contact and why, newest first', async () => {
  const { entries } = await page('verb=reporter.read')
  expect(entries.map(told)).toEqual([
    ['commander', 'reporter.read', `incident/${incidents.A2}`],
    ['commander', 'reporter.read', `incident/${incidents.B1}`],
    ['commander', 'reporter.read', `incident/${incidents.A1}`],
  ])
  expect(entries[2]).toMatchObject({ role: 'commander', data: { purpose: 'call-back' } })
})

test('a noun stands for all of its verbs, a grid for the cases in it and below it', async () => {
  expect((await page('verb=reporter&grid=A')).entries).toHaveLength(2)
  expect((await page('verb=reporter&grid=B1')).entries).toHaveLength(1)
  expect((await page('verb=report')).entries).toHaveLength(0)
  expect((await page('actor=nobody')).entries).toHaveLength(0)
  expect((await page(`subject=incident/${incidents.B1}`)).entries).toHaveLength(1)
  expect((await page('to=2020-01-01T00:00:00Z')).entries).toHaveLength(0)
})

test('the steps of cases are there too', async () => {
  const { entries } = await page('source=cases&actor=lead')
  expect(entries.map(told)).toEqual([['lead', 'case.file', `incident/${incidents.A1}`]])
  expect((await page('source=cases&verb=case.report&grid=B')).entries).toHaveLength(1)
})

test('pages neither lose nor double an entry, although every question adds one', async () => {
  const seen: number[] = []
  let next: string | null = ''
  while (next !== null) {
    const answer: AuditPage = await page(`limit=2&verb=reporter${next === '' ? '' : `&cursor=${next}`}`)
    seen.push(...answer.entries.map(({ seq }) => seq))
    next = answer.next
  }
  expect(seen).toHaveLength(3)
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
})

test('who reads the log is in the log, with what was asked', async () => {
  await page('actor=lead')
  const [last] = (await page('verb=audit.read')).entries
  expect(last).toMatchObject({ actor: 'auditor', verb: 'audit.read', data: { actor: 'lead' } })
})

test('the file holds the same, and taking it out is an entry', async () => {
  const answer = await desk.ask('auditor', 'GET', '/api/audit.csv?verb=reporter.read')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/)
  const lines = (await answer.text()).trim().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain('reporter.read')
  const [entry] = (await page('verb=audit.export')).entries
  expect(entry).toMatchObject({ actor: 'auditor', data: { verb: 'reporter.read', rows: 3 } })
})

test('a file that would be too long is refused, and nothing is written down as taken out', async () => {
  const before = (await page('verb=audit.export')).entries.length
  await expect(exportAudit(ctx, {}, { file: 2, page: 1 })).rejects.toMatchObject({ code: 'too-many-rows' })
  expect((await page('verb=audit.export')).entries).toHaveLength(before)
})

test('a check is told, written down, and remembered as the last one', async () => {
  const chain = async () =>
    AuditChain.parse(await (await desk.ask('auditor', 'GET', '/api/audit/chain')).json())
  const before = await chain()
  expect(before).toMatchObject({ seal: 'good', lastCheck: null })
  const answer = await desk.ask('auditor', 'POST', '/api/audit/checks')
  const verdict = AuditVerdict.parse(await answer.json())
  expect(verdict).toEqual({ whole: true, entries: before.entries, lastHash: before.lastHash, seal: 'good' })
  expect((await chain()).lastCheck).toMatchObject({ by: 'auditor', verdict })
})

test.each([
  ['?verb=DROP', '400 bad-field verb'],
  ['?grid=Z9', '404 unknown-grid grid'],
  ['?cursor=x', '400 bad-cursor cursor'],
  ['?who=me', '400 unknown-field who'],
  ['?limit=501', '400 bad-field limit'],
])('%s is refused: %s', async (query, refusal) => {
  const answer = await desk.ask('auditor', 'GET', `/api/audit${query}`)
  const { status, code, field } = (await answer.json()) as { status: number; code: string; field?: string }
  expect([status, code, field].join(' ')).toBe(refusal)
})

test('an entry that cannot be written stops what it would have told of', async () => {
  const failing = transaction(ctx, async tx => {
    await tx.sql`drop table audit_head`
    await appendAudit(tx, { verb: 'account.create', subject: null })
  })
  await expect(failing).rejects.toThrow(/head/)
})
