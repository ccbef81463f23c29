import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { password, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Database } from '../database/open.ts'
import { Session } from './contract.ts'
import { findSession, hashToken } from './session.ts'
import { signIn } from './sign-in.ts'

/** Real, and counted. The files of a run share their modules: the app is loaded anew, above the counter. */
vi.mock('@node-rs/argon2', { spy: true })
vi.resetModules()
const argon2 = await import('@node-rs/argon2')
const { createApp } = await import('../app.ts')

let database: Database
let app: ReturnType<typeof createApp>
let service: ReturnType<typeof testService>
beforeAll(async () => {
  database = await freshDatabase()
  service = testService(database)
  await rightsCity(testContext(service))
  app = createApp(service)
})
beforeEach(async () => {
  await database.sql`delete from throttle`
})
afterEach(async () => {
  await database.sql`update account set disabled_at = null`
})

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  app.request(path, {
    method,
    headers: { host: 'localhost', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const signInAs = (account: string, secret = password, headers = {}) =>
  send('POST', '/api/session', { account, password: secret }, headers)
const cookieOf = (answer: Response) => /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

describe('signing in', () => {
  test('gives a session in a cookie that scripts and other sites cannot use, and keeps only its hash', async () => {
    const answer = await signInAs('lead')
    expect(answer.status).toBe(200)
    expect(Session.parse(await answer.json())).toMatchObject({ account: 'lead', role: 'lead', grid: 'A' })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^jingwei-session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Strict$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const token = cookieOf(answer).split('=')[1] ?? ''
    const rows = await database.sql<{ tokenHash: Buffer }[]>`select token_hash from session`
    expect(rows.some(row => row.tokenHash.equals(hashToken(token)))).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(token)

    const who = await send('GET', '/api/session', undefined, { cookie: cookieOf(answer) })
    expect(await who.json()).toMatchObject({ account: 'lead' })
  })

  test('what one person wrote is not sent with the session of another', async () => {
    const cookie = cookieOf(await signInAs('lead'))
    const asked = (writtenBy: string, session = cookie) =>
      send('GET', '/api/city', undefined, { cookie: session, 'x-written-by': writtenBy })
    expect((await asked('lead')).status).toBe(200)
    for (const answer of [await asked('worker'), await asked('lead', ''), await asked('%E7%8E%8B')]) {
      expect(answer.status).toBe(401)
      expect(await codeOf(answer)).toBe('sign-in-required')
    }
  })

  test('behind https the cookie is a __Host- cookie', async () => {
    const secure = createApp(testService(database, { PUBLIC_URL: 'https://grid.example' }))
    const answer = await secure.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'lead', password }),
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-jingwei-session=.*; Path=\/; .*Secure/)
  })

  test('so it is where a trusted proxy says https; nobody else can say so', async () => {
    for (const [trusted, name] of [
      ['true', '__Host-jingwei-session'],
      ['false', 'jingwei-session'],
    ] as const) {
      const behind = createApp(testService(database, { TRUST_PROXY: trusted }))
      const answer = await behind.request('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
        body: JSON.stringify({ account: 'lead', password }),
      })
      expect(cookieOf(answer).split('=')[0]).toBe(name)
    }
  })

  test('however the name was typed', async () => {
    expect((await signInAs(' ＬＥＡＤ ')).status).toBe(200)
  })

  test('a new sign-in ends the session that the browser held, so a planted one is worth nothing', async () => {
    const first = cookieOf(await signInAs('lead'))
    const second = cookieOf(await signInAs('worker', password, { cookie: first }))
    expect(second).not.toBe(first)
    expect(await (await send('GET', '/api/session', undefined, { cookie: first })).json()).toMatchObject({
      account: null,
    })
  })

  test.each([
    ['a wrong password', 'lead', 'windmill teapot granitf'],
    ['an account that does not exist', 'nobody', password],
    ['SQL', "' or 1=1 --", password],
  ])('%s is one and the same answer', async (_, account, secret) => {
    const answer = await signInAs(account, secret)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({
      code: 'bad-credentials',
      status: 401,
      requestId: expect.any(String),
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('an account that does not exist costs the same work as one that does: one verification at the full price', async () => {
    for (const account of ['lead', 'nobody']) {
      vi.mocked(argon2.verify).mockClear()
      await signInAs(account, 'not the password of anybody')
      const hashes = vi.mocked(argon2.verify).mock.calls.map(([hash]) => String(hash).slice(0, 31))
      expect(hashes, account).toEqual(['$argon2id$v=19$m=19456,t=2,p=1$'])
    }
  })

  test('NUL in a name is a bad field, not a broken server', async () => {
    expect((await signInAs('le\u0000ad')).status).toBe(400)
  })
})

describe('a right ends with what it came from', () => {
  test('a disabled account cannot sign in, and its sessions are over', async () => {
    const cookie = cookieOf(await signInAs('analyst'))
    await database.sql`update account set disabled_at = now() where name = 'analyst'`
    expect((await signInAs('analyst')).status).toBe(401)
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: null,
    })
  })

  test('a worker whose post has ended is a visitor from that day on, by the clock of the city', async () => {
    const cookie = cookieOf(await signInAs('worker'))
    await database.sql`
      update post set until_day = (now() at time zone 'Asia/Shanghai')::date + 1
      where person_id = (select person_id from account where name = 'worker')`
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: 'worker',
    })
    await database.sql`update post set until_day = (now() at time zone 'Asia/Shanghai')::date where until_day is not null`
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: null,
    })
    await database.sql`update post set until_day = null`
  })

  test('an account whose grid is gone does not become one of the whole city', async () => {
    const cookie = cookieOf(await signInAs('lead'))
    await database.sql`insert into version (effective_at, content_hash, topology) values (now(), '', '')`
    await database.sql`update grid_record set to_version = 2 where code = 'A'`
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: null,
    })
    await database.sql`update grid_record set to_version = null where code = 'A'`
    await database.sql`delete from version where id = 2`
  })
})

describe('a session', () => {
  const at = (hours: number) =>
    testContext(service, { now: new Date(Date.parse('2026-07-01T00:00:00Z') + hours * 3_600_000) })

  test('ends after eight idle hours, lives on while it is used, and ends after a day in any case', async () => {
    const { token } = await signIn(at(0), { account: 'commander', password }, undefined)
    const idle = await signIn(at(0), { account: 'commander', password }, undefined)
    expect(await findSession(at(8.1), idle.token)).toBeNull()
    for (const hours of [7, 14, 21])
      expect(await findSession(at(hours), token)).toMatchObject({ name: 'commander' })
    expect(await findSession(at(24.1), token)).toBeNull()
  })

  test('signed out is over on the server, and signing out twice is no error', async () => {
    const cookie = cookieOf(await signInAs('commander'))
    const answer = await send('DELETE', '/api/session', undefined, { cookie })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toMatch(/^jingwei-session=; Max-Age=0/)
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: null,
    })
    expect((await send('DELETE', '/api/session', undefined, { cookie })).status).toBe(200)
  })

  test.each([
    ['nothing', ''],
    ['a letter', 'x'],
    ['a long one', 'A'.repeat(4000)],
    ['an encoded NUL', '%00'],
    ['a broken escape', '%E0%A4%A'],
  ])('a made-up token (%s) is a visitor', async (_, token) => {
    const answer = await send('GET', '/api/session', undefined, { cookie: `jingwei-session=${token}` })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ account: null, role: 'visitor' })
  })
})

describe('a request from another site', () => {
  test.each([
    ['POST', '/api/session', { account: 'lead', password }],
    ['DELETE', '/api/session', undefined],
  ])('%s %s changes nothing', async (method, path, body) => {
    const cookie = cookieOf(await signInAs('lead'))
    const answer = await send(method, path, body, {
      cookie,
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    })
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('bad-origin')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await (await send('GET', '/api/session', undefined, { cookie })).json()).toMatchObject({
      account: 'lead',
    })
  })
})

describe('guessing', () => {
  test('eight wrong passwords, then even the right one waits; the account is not locked from elsewhere', async () => {
    const here = testContext(service, { address: '203.0.113.9' })
    const guess = (ctx: typeof here, secret: string) =>
      signIn(ctx, { account: 'auditor', password: secret }, undefined)
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => guess(here, 'wrong')))
    const codes = answers.map(answer => (answer.status === 'rejected' ? answer.reason.code : 'in'))
    expect(codes.filter(code => code === 'bad-credentials')).toHaveLength(8)
    expect(codes.filter(code => code === 'too-many-requests')).toHaveLength(12)
    await expect(guess(here, password)).rejects.toMatchObject({
      code: 'too-many-requests',
      detail: { retryAfterSeconds: expect.toSatisfy(seconds => seconds > 0 && seconds <= 60) },
    })

    const elsewhere = { ...here, address: '203.0.113.10' }
    expect((await guess(elsewhere, password)).account.name).toBe('auditor')
    const later = { ...here, now: new Date(here.now.getTime() + 61_000) }
    expect((await guess(later, password)).account.name).toBe('auditor')
  })

  test('is counted alike for accounts that do not exist, and survives a restart', async () => {
    const ctx = testContext(service, { address: '203.0.113.9' })
    const guess = () => signIn(ctx, { account: 'ghost', password: 'wrong' }, undefined)
    for (let i = 0; i < 8; i++) await expect(guess()).rejects.toMatchObject({ code: 'bad-credentials' })
    const restarted = testContext(testService(database), { address: '203.0.113.9' })
    await expect(signIn(restarted, { account: 'ghost', password: 'x' }, undefined)).rejects.toMatchObject({
      code: 'too-many-requests',
    })
  })

  test('many places together try one account fifty times, not more', async () => {
    let tried = 0
    for (let place = 0; place < 30; place++) {
      const ctx = testContext(service, {
        address: `198.51.100.${place}`,
        now: new Date('2026-07-01T00:00:00Z'),
      })
      for (let i = 0; i < 2; i++)
        await signIn(ctx, { account: 'ghost', password: 'wrong' }, undefined).catch(problem => {
          if (problem.code === 'bad-credentials') tried++
        })
    }
    expect(tried).toBe(50)
  })

  test('a refusal tells a client when to come again', async () => {
    for (let i = 0; i < 8; i++) await signInAs('ghost', 'wrong')
    const answer = await signInAs('ghost', 'wrong')
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('nothing of what was typed is kept', async () => {
    await signInAs('my-secret-password', 'lead')
    const kept = await database.sql`
      select (select json_agg(t)::text from throttle t) || (select json_agg(a)::text from audit_event a) as text`
    expect(kept[0]?.text).not.toContain('my-secret-password')
  })
})
