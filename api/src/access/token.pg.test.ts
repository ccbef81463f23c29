import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { runningApi } from '../../../tests/support/running-api.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Service } from '../service.ts'
import { MadeToken, Screens, Session, Tokens } from './contract.ts'
import { selectAccount } from './queries.ts'
import { openSession } from './session.ts'
import { findToken, newToken } from './token.ts'

let service: Service
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  service = testService(await freshDatabase())
  await rightsCity(testContext(service))
  app = createApp(service)
})
beforeEach(async () => {
  await sql()`delete from throttle`
  app = createApp(service)
})

const sql = () => testContext(service).sql

async function cookieOf(name: string): Promise<string> {
  const ctx = testContext(service)
  const account = await selectAccount(ctx.sql, name, ctx.now)
  if (account === undefined) throw new Error(`no account ${name}`)
  return `jingwei-session=${(await openSession(ctx, account)).token}`
}

const ask = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  app.request(path, {
    method,
    headers: { host: 'localhost', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

async function make(name: string, body: object, path = '/api/tokens'): Promise<MadeToken> {
  const answer = await ask('POST', path, { cookie: await cookieOf(name) }, body)
  expect(answer.status).toBe(200)
  return MadeToken.parse(await answer.json())
}

describe('a personal token', () => {
  test('is told once and kept as a hash, and acts for its account', async () => {
    const { token, id } = await make('lead', { name: '报表', days: 30 })
    expect(token).toMatch(/^jw_[\w-]{43}$/)
    const kept = await sql()`select row_to_json(t)::text as text from token t`
    expect(JSON.stringify(kept)).not.toContain(token.slice(3))
    const listed = await (await ask('GET', '/api/tokens', { cookie: await cookieOf('lead') })).text()
    expect(listed).not.toContain(token)

    const who = Session.parse(await (await ask('GET', '/api/session', bearer(token))).json())
    expect(who).toMatchObject({ account: 'lead', role: 'lead', grid: 'A', means: 'token' })
    expect((await ask('GET', '/api/workload?grid=A', bearer(token))).status).toBe(200)
    const { tokens } = Tokens.parse(
      await (await ask('GET', '/api/tokens', { cookie: await cookieOf('lead') })).json(),
    )
    expect(tokens.find(one => one.id === id)).toMatchObject({
      name: '报表',
      usedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
  })

  test('without verbs only reads, and no secrets', async () => {
    const incidents = await reportEverywhere(testContext(service))
    const { token } = await make('lead', { name: 'reader', days: 1 })
    const report = { lon: 0.0005, lat: 0.0005, classCode: '0101', title: '一堆垃圾' }
    const refused = await ask('POST', '/api/incidents', bearer(token), report)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'token-scope', detail: { verb: 'incident.report' } })
    const read = await ask('POST', `/api/reporters/${incidents.A1}/reads`, bearer(token), {
      purpose: 'call-back',
    })
    expect(await codeOf(read)).toBe('token-scope')
    expect((await ask('GET', '/api/incidents', bearer(token))).status).toBe(200)
  })

  test('with verbs does these, within its account’s grid, and nothing else', async () => {
    const incidents = await reportEverywhere(testContext(service))
    const { token } = await make('lead', { name: 'caller', days: 1, verbs: ['reporter.read'] })
    const read = (incident: number) =>
      ask('POST', `/api/reporters/${incident}/reads`, bearer(token), { purpose: 'call-back' })
    expect((await read(incidents.A1)).status).toBe(200)
    expect((await read(incidents.B1)).status).toBe(404)
    expect(await codeOf(await ask('GET', '/api/incidents', bearer(token)))).toBe('token-scope')
  })

  test.each([
    ['a verb its account may not do', { verbs: ['calendar.change'] }],
    ['a verb that makes other keys', { verbs: ['self.use'] }],
    ['a verb that does not exist', { verbs: ['everything'] }],
    ['no verb at all', { verbs: [] }],
    ['more than a year', { days: 367 }],
    ['no end', { days: undefined }],
  ])('cannot be made for %s', async (_, wrong) => {
    const cookie = await cookieOf('worker')
    const answer = await ask('POST', '/api/tokens', { cookie }, { name: 'x', days: 1, ...wrong })
    expect(await codeOf(answer)).toBe('bad-field')
  })

  test('makes no other keys, and opens no session', async () => {
    const { token } = await make('administrator', { name: 'program', days: 1 })
    for (const [method, path, body] of [
      ['GET', '/api/tokens'],
      ['POST', '/api/tokens', { name: 'x', days: 1 }],
      ['GET', '/api/accounts'],
      ['GET', '/api/self/sessions'],
      ['POST', '/api/session', { account: 'lead', password: 'x' }],
      ['DELETE', '/api/session'],
    ] as const) {
      const answer = await ask(method, path, bearer(token), body)
      expect([answer.status, await codeOf(answer)], `${method} ${path}`).toEqual([403, 'token-scope'])
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
  })

  test('is judged alone: no cookie beside it counts, and as a cookie it is worth nothing', async () => {
    const cookie = await cookieOf('administrator')
    const { token } = await make('analyst', { name: 'x', days: 1 })
    const both = await ask('GET', '/api/session', { ...bearer(token), cookie })
    expect(await both.json()).toMatchObject({ account: 'analyst' })
    const wrong = await ask('GET', '/api/session', { ...bearer('jw_wrong'), cookie })
    expect(wrong.status).toBe(401)
    const planted = await ask('GET', '/api/session', { cookie: `jingwei-session=${token}` })
    expect(await planted.json()).toMatchObject({ account: null })
  })

  test('needs no same-origin page, since no browser sends it by itself', async () => {
    const { token } = await make('commander', { name: 'x', days: 1, verbs: ['incident.report'] })
    const elsewhere = { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' }
    const report = { lon: 0.0005, lat: 0.0005, classCode: '0101', title: '一堆垃圾' }
    const answer = await ask('POST', '/api/incidents', { ...bearer(token), ...elsewhere }, report)
    expect(answer.status).toBe(201)
    const cookie = await cookieOf('commander')
    expect((await ask('POST', '/api/incidents', { cookie, ...elsewhere }, report)).status).toBe(403)
  })

  test('is over when it is revoked, expired, or its account may not act; nobody else revokes it', async () => {
    const { token, id, expiresAt } = await make('analyst', { name: 'x', days: 1 })
    const foreign = await ask('DELETE', `/api/tokens/${id}`, { cookie: await cookieOf('lead') })
    expect(foreign.status).toBe(404)
    await sql()`update account set disabled_at = now() where name = 'analyst'`
    expect((await ask('GET', '/api/city', bearer(token))).status).toBe(401)
    await sql()`update account set disabled_at = null where name = 'analyst'`
    expect((await ask('GET', '/api/city', bearer(token))).status).toBe(200)
    const late = testContext(service, { now: new Date(Date.parse(expiresAt) + 1) })
    expect(await findToken(late, token)).toBeNull()

    const revoked = await ask('DELETE', `/api/tokens/${id}`, { cookie: await cookieOf('analyst') })
    expect(revoked.status).toBe(200)
    const answer = await ask('GET', '/api/city', bearer(token))
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'bad-token'])
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  test.each(['', 'x', 'jw_', newToken(), `${newToken()}x`, '%00', `jw_${'A'.repeat(5000)}`])(
    'made up (%#) is refused',
    async token => {
      const answer = await ask('GET', '/api/city', bearer(token))
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'bad-token'])
    },
  )

  test('guessing is slowed down; whoever has a right one does not notice', async () => {
    const { token } = await make('analyst', { name: 'x', days: 1 })
    const statuses: number[] = []
    for (let i = 0; i < 70; i++) statuses.push((await ask('GET', '/api/city', bearer(newToken()))).status)
    expect(statuses.slice(0, 60).every(status => status === 401)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
    expect((await ask('GET', '/api/city', bearer(token))).status).toBe(200)
  })

  test('a proxy’s own Authorization is none of ours', async () => {
    const headers = { authorization: 'Basic eDp5', cookie: await cookieOf('lead') }
    expect(await (await ask('GET', '/api/session', headers)).json()).toMatchObject({ account: 'lead' })
  })
})

describe('a wall display', () => {
  test('opens with its link, reads, and writes nothing', async () => {
    const { token, expiresAt } = await make('commander', { name: '大厅东墙', days: 366 }, '/api/screens')
    const opened = await ask('POST', '/api/session/screen', {}, { token })
    expect(Session.parse(await opened.json())).toMatchObject({
      account: 'screen/大厅东墙',
      name: '大厅东墙',
      role: 'wall',
      means: 'screen',
      expiresAt,
    })
    expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    const cookie = /^[^;]+/.exec(opened.headers.get('set-cookie') ?? '')?.[0] ?? ''
    expect((await ask('GET', '/api/incidents', { cookie })).status).toBe(200)
    const report = { lon: 0.0005, lat: 0.0005, classCode: '0101', title: '一堆垃圾' }
    expect((await ask('POST', '/api/incidents', { cookie }, report)).status).toBe(403)
    expect((await ask('GET', '/api/workload?grid=A', { cookie })).status).toBe(403)
    expect((await ask('DELETE', '/api/session', { cookie })).status).toBe(200)
  })

  test('goes dark when its token is revoked, by whoever may hang one up', async () => {
    const { token, id } = await make('commander', { name: 'hall', days: 1 }, '/api/screens')
    const cookie = `jingwei-session=${token}`
    expect(await (await ask('GET', '/api/session', { cookie })).json()).toMatchObject({ role: 'wall' })
    const other = { cookie: await cookieOf('administrator') }
    const { screens } = Screens.parse(await (await ask('GET', '/api/screens', other)).json())
    expect(screens.find(one => one.id === id)).toMatchObject({ name: 'hall', madeBy: 'commander' })
    // a screen is nobody's personal token
    expect((await ask('DELETE', `/api/tokens/${id}`, other)).status).toBe(404)
    expect((await ask('DELETE', `/api/screens/${id}`, other)).status).toBe(200)
    expect(await (await ask('GET', '/api/session', { cookie })).json()).toMatchObject({ role: 'visitor' })
    expect((await ask('POST', '/api/session/screen', {}, { token })).status).toBe(401)
  })

  test('no personal token is taken for one', async () => {
    const { token } = await make('lead', { name: 'x', days: 1 })
    expect(await codeOf(await ask('POST', '/api/session/screen', {}, { token }))).toBe('bad-token')
  })
})

describe('an open event stream', () => {
  test('takes a token, and ends when the token or the session does', async () => {
    const url = await runningApi(service)
    const { token, id } = await make('analyst', { name: 'x', days: 1 })
    const cookie = await cookieOf('analyst')
    const streams = await Promise.all([
      fetch(`${url}/api/events`, { headers: bearer(token) }),
      fetch(`${url}/api/events`, { headers: { cookie } }),
    ])
    expect(streams.map(({ status }) => status)).toEqual([200, 200])
    const visitors = new AbortController()
    const visitor = await fetch(`${url}/api/events`, { signal: visitors.signal })

    await ask('DELETE', `/api/tokens/${id}`, { cookie: await cookieOf('analyst') })
    await ask('DELETE', '/api/session', { cookie })
    for (const stream of streams) expect(await stream.text()).toContain(':')
    visitors.abort()
    expect(visitor.status).toBe(200)
    expect((await fetch(`${url}/api/events`, { headers: bearer(token) })).status).toBe(401)
  })
})
