import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { assigneesOf, type CaseDesk, caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { parseKeyring } from '../access/keyring.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import { AddedPhoto, mostReporterPhotos } from '../evidence/contract.ts'
import { jpeg, photoForm } from '../evidence/testing/photos.ts'
import { ReportedIncident } from '../incidents/contract.ts'
import { showIncident } from '../incidents/show-incident.ts'
import { verifyCases } from '../moves/verify-cases.ts'
import { mostReporterRemarks, ReportView } from './contract.ts'

let ctx: Ctx
let api: ApiClient
let desk: CaseDesk
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  api = apiClient(service)
  app = createApp(service)
  desk = caseDesk(ctx, api)
})

const about = {
  lon: 0.0005,
  lat: 0.0005,
  classCode: '0101',
  title: '一堆垃圾',
  text: '楼下老王家门口',
  reporter,
}
async function report(more = {}) {
  const made = await api.send(ReportedIncident, '/api/incidents', { ...about, ...more })
  return { ...made, reporterToken: made.reporterToken ?? '' }
}
const view = async (token: string) =>
  ReportView.parse(await (await api.ask('GET', `/api/reports/${token}`)).json())
const say = (token: string, text: string, idempotencyKey?: string) =>
  api.ask('POST', `/api/reports/${token}/comments`, { text, idempotencyKey })
const sendPhoto = (token: string, form: FormData) =>
  app.request(`/api/reports/${token}/photos`, { method: 'POST', body: form })

const staffNote = '内部意见：先不处理'

async function closedCase() {
  const { id, reporterToken } = await report()
  const { posts } = await assigneesOf(ctx)
  await desk.does('commander', id, 'file', { note: staffNote })
  await desk.does('commander', id, 'dispatch', { assignee: { kind: 'post', id: posts.A1 }, note: staffNote })
  await desk.does('worker', id, 'take')
  await desk.does('worker', id, 'finish', { note: staffNote })
  await desk.does('lead', id, 'close', { note: staffNote })
  return { id, token: reporterToken }
}

test('the link tells how the case went, and nothing of anybody', async () => {
  const { id, token } = await closedCase()
  const answer = await api.ask('GET', `/api/reports/${token}`)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  const text = await answer.text()
  const people = await ctx.sql<{ name: string }[]>`select name from person union select name from account`
  const secrets = [
    ...Object.values(reporter),
    about.text,
    staffNote,
    token,
    ...people.map(person => person.name),
  ]
  for (const secret of secrets) expect(text).not.toContain(secret)

  const shown = ReportView.parse(JSON.parse(text))
  expect(shown).toMatchObject({
    title: about.title,
    status: 'closed',
    joined: false,
    satisfied: null,
    mayRate: true,
  })
  expect(shown.steps.map(step => step.status)).toEqual([
    'reported',
    'filed',
    'dispatched',
    'handling',
    'feedback',
    'closed',
  ])
  expect(shown.number).toBe((await showIncident(ctx, id)).number)
})

test('no table keeps a token, only its hash', async () => {
  const { reporterToken } = await report()
  expect(reporterToken).toMatch(/^[A-Za-z0-9_-]{32}$/)
  const tables = await ctx.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`
  for (const { name } of tables) {
    const rows = await ctx.sql<{ text: string }[]>`select t::text as text from ${ctx.sql(name)} t`
    expect(rows.map(row => row.text).join()).not.toContain(reporterToken)
  }
})

test('the same report under the same key by another account finds the case, not the secret link', async () => {
  const key = { ...about, idempotencyKey: randomBytes(8).toString('hex') }
  const send = async (who: string | null) => {
    const answer = await desk.ask(who, 'POST', '/api/incidents', key)
    return ReportedIncident.parse(await answer.json())
  }
  const first = await send('lead')
  expect(first.reporterToken).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(await send('commander')).toEqual({ ...first, reporterToken: null })
  // and who answers for it is told to those who work here
  const unnamed = { ...first.route.owner, name: '' }
  expect(await send(null)).toEqual({
    ...first,
    route: { ...first.route, owner: unnamed },
    reporterToken: null,
  })
  expect(await send('lead')).toEqual(first)
})

test('a report sent again has the same link, also after the server’s key was changed', async () => {
  const twice = { idempotencyKey: randomBytes(8).toString('hex') }
  const first = await report(twice)
  expect((await report(twice)).reporterToken).toBe(first.reporterToken)

  const changed = testService({ sql: ctx.sql, kind: 'server', close: async () => {} })
  const [old, fresh] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
  const before = apiClient({ ...changed, keyring: parseKeyring(old) })
  const after = apiClient({ ...changed, keyring: parseKeyring(`${fresh},${old}`) })
  const key = { ...about, idempotencyKey: randomBytes(8).toString('hex') }
  const told = await before.send(ReportedIncident, '/api/incidents', key)
  expect((await after.ask('GET', `/api/reports/${told.reporterToken}`)).status).toBe(200)
  const renewed = await after.send(ReportedIncident, '/api/incidents', key)
  expect(renewed.id).toBe(told.id)
  expect((await after.ask('GET', `/api/reports/${renewed.reporterToken}`)).status).toBe(200)
})

test('a token that nobody was given opens nothing', async () => {
  const { reporterToken: token, id } = await report()
  const unknown = token.replace(/^./, first => (first === 'A' ? 'B' : 'A'))
  expect(await api.refusal(`/api/reports/${unknown}`)).toBe('404 not-found token')
  expect(await api.refusal(`/api/reports/${unknown}/comments`, { text: 'x' })).toBe('404 not-found token')
  expect(await api.refusal(`/api/reports/${unknown}/ratings`, { satisfied: true })).toBe(
    '404 not-found token',
  )
  expect((await sendPhoto(unknown, photoForm(await jpeg()))).status).toBe(404)
  expect(await api.refusal(`/api/reports/${id}`)).toBe('400 bad-field token')
  await ctx.sql`delete from report_link where incident_id = ${id}`
  expect(await api.refusal(`/api/reports/${token}`)).toBe('404 not-found token')
})

test('the reporter adds a word, which those who work on the case read and nobody else', async () => {
  const { id, reporterToken: token } = await report()
  expect((await say(token, '又多了一堆', 'the-first-word')).status).toBe(200)
  expect((await say(token, '又多了一堆', 'the-first-word')).status).toBe(200)
  const staff = (await desk.show(id)).events.at(-1)
  expect(staff).toMatchObject({
    rev: 2,
    verb: 'comment',
    actor: null,
    data: { note: '又多了一堆', by: 'reporter' },
  })
  expect(JSON.stringify(await desk.show(id, null))).not.toContain('又多了一堆')
  const shown = await view(token)
  expect(shown.steps.map(step => step.kind)).toEqual(['status', 'comment'])
  expect(JSON.stringify(shown)).not.toContain('又多了一堆')
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })
})

test('whoever holds the link writes as the reporter, also when signed in', async () => {
  const { id, reporterToken: token } = await report()
  await desk.ask('commander', 'POST', `/api/reports/${token}/comments`, { text: '请尽快' })
  expect((await desk.show(id)).events.at(-1)).toMatchObject({ verb: 'comment', actor: null })
})

test('the reporter writes often, but not for ever', async () => {
  const { reporterToken: token } = await report()
  for (let i = 0; i < mostReporterRemarks; i++) expect((await say(token, `第${i}次`)).status).toBe(200)
  expect(await api.refusal(`/api/reports/${token}/comments`, { text: '再来' })).toBe('409 too-many-remarks')
  expect((await view(token)).mayComment).toBe(false)
})

test('the reporter rates a closed case and may think again; an open one is not rated', async () => {
  const { reporterToken: open } = await report()
  expect(await api.refusal(`/api/reports/${open}/ratings`, { satisfied: true })).toBe(
    '409 move-not-open verb',
  )
  const { id, token } = await closedCase()
  const rate = async (satisfied: boolean) =>
    ReportView.parse(await (await api.ask('POST', `/api/reports/${token}/ratings`, { satisfied })).json())
      .satisfied
  expect([await rate(false), await rate(false), await rate(true)]).toEqual([false, false, true])
  const { events, status } = await desk.show(id)
  expect(events.filter(event => event.verb === 'rate').map(event => event.data.satisfied)).toEqual([
    false,
    true,
  ])
  expect(status).toBe('closed')
  await desk.does('commander', id, 'evaluate', { score: 4 })
})

test('the reporter sends photos, and sees those and what was done, not what officials took before', async () => {
  const { id, reporterToken: token } = await report()
  const other = await report()
  const own = AddedPhoto.parse(await (await sendPhoto(token, photoForm(await jpeg(30, 20)))).json())
  const account = async (kind: string, width: number) => {
    const sent = await desk.ask(
      'commander',
      'POST',
      `/api/incidents/${id}/photos`,
      photoForm(await jpeg(width, 20), kind),
    )
    return AddedPhoto.parse(await sent.json()).id
  }
  const [taken, done] = [await account('before', 31), await account('after', 32)]
  expect((await view(token)).photos).toMatchObject([
    { id: own.id, kind: 'before', own: true },
    { id: done, kind: 'after', own: false },
  ])
  const picture = async (of: string, photo: number) => {
    const answer = await api.ask('GET', `/api/reports/${of}/photos/${photo}?size=thumb`)
    await answer.arrayBuffer()
    return [answer.status, answer.headers.get('cache-control')]
  }
  expect(await picture(token, own.id)).toEqual([200, 'no-store'])
  expect((await picture(token, done))[0]).toBe(200)
  expect((await picture(token, taken))[0]).toBe(404)
  expect((await picture(other.reporterToken, own.id))[0]).toBe(404)
  expect((await sendPhoto(token, photoForm(await jpeg(), 'after'))).status).toBe(400)
})

test('the reporter sends a few photos, not an album', async () => {
  const { reporterToken: token } = await report()
  for (let i = 0; i < mostReporterPhotos; i++)
    expect((await sendPhoto(token, photoForm(await jpeg(20, 20 + i)))).status).toBe(201)
  expect((await view(token)).maySendPhoto).toBe(false)
  expect((await sendPhoto(token, photoForm(await jpeg(20, 99)))).status).toBe(409)
})
