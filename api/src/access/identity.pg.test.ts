import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import {
  client,
  openIdentityServer,
  type TestIdentityServer,
} from '../../../tests/support/identity-server.ts'
import { password, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Service } from '../service.ts'
import { IdentityRequest, Session } from './contract.ts'
import { createIdentityServer } from './identity-server.ts'

const publicUrl = 'http://localhost'

let identity: TestIdentityServer
let service: Service
let app: ReturnType<typeof createApp>
let env: Record<string, string>
beforeAll(async () => {
  identity = await openIdentityServer(`${publicUrl}/`)
  env = {
    OIDC_ISSUER: identity.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_NAME: '统一身份认证',
    OIDC_ROLES: 'city/desk=commander,city/audit=auditor',
    PUBLIC_URL: publicUrl,
  }
  service = testService(await freshDatabase(), env)
  await rightsCity(testContext(service))
})
beforeEach(async () => {
  app = createApp(service)
  await sql()`delete from identity`
  identity.person = { subject: 'u-1', claims: {} }
})

const sql = () => testContext(service).sql

const link = (account: string, subject: string) => sql()`
  insert into identity (issuer, subject, account_id)
  select ${identity.issuer}, ${subject}, id from account where name = ${account}`

const post = (path: string, body?: unknown, cookie = '') =>
  app.request(path, {
    method: 'POST',
    headers: { host: 'localhost', cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const cookieOf = (answer: Response) => /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code ?? 'in'

interface Visit {
  /** What the identity server put into the address. */
  answer: Record<string, string>
  /** What the browser kept meanwhile. */
  cookie: string
}

async function visit(): Promise<Visit> {
  const begun = await post('/api/session/identity')
  expect(begun.headers.get('set-cookie')).toMatch(/Path=\/api\/session\/identity; HttpOnly; SameSite=Strict$/)
  const { url } = IdentityRequest.parse(await begun.json())
  const back = await identity.visit(url)
  return { answer: Object.fromEntries(back.searchParams), cookie: cookieOf(begun) }
}

const finish = ({ answer, cookie }: Visit) => post('/api/session/identity/answer', answer, cookie)
const enter = async () => finish(await visit())

describe('signing in at the identity server', () => {
  test('opens the session of the account that an administrator linked', async () => {
    await link('lead', 'u-1')
    const answer = await enter()
    expect(Session.parse(await answer.json())).toMatchObject({
      account: 'lead',
      role: 'lead',
      grid: 'A',
      means: 'identity',
      identityServer: '统一身份认证',
    })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.find(line => line.startsWith('jingwei-session='))).toMatch(/HttpOnly; SameSite=Strict$/)
    expect(cookies.find(line => line.startsWith('jingwei-identity='))).toMatch(/Max-Age=0/)
  })

  test('asks no one-time code of an administrator: that is the identity server’s matter', async () => {
    await sql()`delete from second_factor`
    await link('administrator', 'u-1')
    expect(await (await enter()).json()).toMatchObject({ role: 'administrator', needsSecondFactor: false })
  })

  test('tells a stranger who they are there, so that an administrator can link them', async () => {
    const answer = await enter()
    expect([answer.status, await answer.json()]).toMatchObject([
      403,
      { code: 'identity-unknown', detail: { subject: 'u-1' } },
    ])
    expect(cookieOf(answer)).not.toContain('jingwei-session')
  })

  test('is no way around a disabled account or a post that ended', async () => {
    await link('analyst', 'u-1')
    await sql()`update account set disabled_at = now() where name = 'analyst'`
    expect(await codeOf(await enter())).toBe('not-allowed')
    await sql()`update account set disabled_at = null where name = 'analyst'`
    expect(await codeOf(await enter())).toBe('in')
  })
})

describe('somebody whose groups have a role here', () => {
  test('needs no account beforehand, and the role follows the groups', async () => {
    identity.person = {
      subject: 'u-2',
      claims: { groups: ['city/all', 'city/desk'], preferred_username: 'Wang.Li', name: '王莉' },
    }
    const first = await enter()
    expect(await first.clone().json()).toMatchObject({ account: 'wang.li', name: '王莉', role: 'commander' })
    identity.person.claims = { groups: 'city/audit' }
    expect(await (await enter()).json()).toMatchObject({ account: 'wang.li', role: 'auditor' })
    identity.person.claims = { groups: ['city/all'] }
    expect(await codeOf(await enter())).toBe('identity-unknown')
    const session = first.headers.getSetCookie().find(line => line.startsWith('jingwei-session=')) ?? ''
    const before = await app.request('/api/session', { headers: { cookie: session.split(';')[0] ?? '' } })
    expect(await before.json()).toMatchObject({ account: null })
  })

  test.each(['administrator', 'system', '<b>x</b>', 'screen/hall'])(
    'is not taken for another by the name %s',
    async name => {
      identity.person = {
        subject: `as ${name}`,
        claims: { groups: ['city/desk'], preferred_username: name },
      }
      const session = Session.parse(await (await enter()).json())
      expect(session.account).toMatch(/^identity-[0-9a-f]{16}$/)
      expect(session.role).toBe('commander')
    },
  )

  test('of a linked account the groups change nothing', async () => {
    await link('lead', 'u-1')
    identity.person.claims = { groups: ['city/desk'] }
    expect(await (await enter()).json()).toMatchObject({ account: 'lead', role: 'lead' })
  })
})

describe('an answer that does not fit is refused', () => {
  beforeEach(() => link('lead', 'u-1'))

  test('a code that was used', async () => {
    const once = await visit()
    expect(await codeOf(await finish(once))).toBe('in')
    expect(await codeOf(await finish(once))).toBe('identity-refused')
  })

  test('another state', async () => {
    const { answer, cookie } = await visit()
    expect(await codeOf(await finish({ cookie, answer: { ...answer, state: 'made-up' } }))).toBe(
      'identity-refused',
    )
  })

  test('one’s code in another’s browser (nonce, state and verifier are not theirs)', async () => {
    const [mine, theirs] = [await visit(), await visit()]
    expect(await codeOf(await finish({ answer: mine.answer, cookie: theirs.cookie }))).toBe(
      'identity-refused',
    )
    const { state = '' } = theirs.answer
    const injected = { answer: { ...mine.answer, state }, cookie: theirs.cookie }
    expect(await codeOf(await finish(injected))).toBe('identity-refused')
  })

  test('no browser that asked, or one whose memory was changed', async () => {
    const { answer, cookie } = await visit()
    expect(await codeOf(await finish({ answer, cookie: '' }))).toBe('identity-refused')
    const changed = `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`
    expect(await codeOf(await finish({ answer, cookie: changed }))).toBe('identity-refused')
  })

  test('another issuer’s (mix-up, RFC 9207)', async () => {
    const { answer, cookie } = await visit()
    expect(answer.iss).toBe(identity.issuer)
    const mixed = { cookie, answer: { ...answer, iss: 'https://evil.example' } }
    expect(await codeOf(await finish(mixed))).toBe('identity-refused')
    const { iss: _, ...silent } = answer
    expect(await codeOf(await finish({ cookie, answer: silent }))).toBe('identity-refused')
  })

  test('a refusal of the identity server, and a code that is none', async () => {
    const { answer, cookie } = await visit()
    const { state = '', iss = '' } = answer
    const denied = { cookie, answer: { state, iss, error: 'access_denied' } }
    expect(await codeOf(await finish(denied))).toBe('identity-refused')
    expect(await codeOf(await finish({ cookie, answer: { state, iss, code: 'x' } }))).toBe('identity-refused')
  })

  test('one that took longer than ten minutes, and a nonce that was not asked for', async () => {
    const { settings } = service
    if (settings.identity === null) throw new Error('no identity server')
    const server = createIdentityServer(settings.identity)
    const at = (minutes: number) => testContext(service, { now: new Date(Date.now() + minutes * 60_000) })
    const late = await server.begin(at(-11))
    const slow = Object.fromEntries((await identity.visit(late.url)).searchParams)
    await expect(server.finish(at(0), { state: '', ...slow }, late.pending)).rejects.toMatchObject({
      code: 'identity-refused',
    })
    const { url, pending } = await server.begin(at(0))
    const other = new URL(url)
    other.searchParams.set('nonce', 'another')
    const foreign = Object.fromEntries((await identity.visit(other.href)).searchParams)
    await expect(server.finish(at(0), { state: '', ...foreign }, pending)).rejects.toMatchObject({
      code: 'identity-refused',
    })
  })
})

test('without an identity server nothing of it exists', async () => {
  const alone = createApp(testService(service.database))
  expect((await alone.request('/api/session/identity', { method: 'POST' })).status).toBe(404)
  expect(await (await alone.request('/api/session')).json()).toMatchObject({ identityServer: null })
})

test('while it is away that is said, and local accounts sign in as ever', async () => {
  await link('lead', 'u-1')
  const underway = await visit()
  await identity.stop()
  const answer = await finish(underway)
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'identity-unavailable'])
  app = createApp(service)
  expect(await codeOf(await post('/api/session/identity'))).toBe('identity-unavailable')
  expect(await codeOf(await post('/api/session', { account: 'lead', password }))).toBe('in')
})
