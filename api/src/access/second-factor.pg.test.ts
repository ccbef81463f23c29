import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { password, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import type { Service } from '../service.ts'
import { RecoveryCodes, SecondFactor, SecondFactorSecret, Session } from './contract.ts'
import { beginSecondFactor, confirmFirstCode } from './enrol-second-factor.ts'
import { parseKeyring } from './keyring.ts'
import { stepOf } from './one-time-code.ts'
import { selectAccount } from './queries.ts'
import { resealSecondFactors } from './reseal-second-factors.ts'
import { actorOf } from './session.ts'
import { signIn } from './sign-in.ts'

let service: Service
let app: ReturnType<typeof createApp>
const database = await freshDatabase()
await rightsCity(testContext(testService(database)))
beforeEach(async () => {
  await database.sql`delete from throttle`
  await database.sql`delete from recovery_code`
  await database.sql`delete from second_factor`
  service = testService(database)
  app = createApp(service)
})

const start = Date.parse('2026-07-01T00:00:00Z')
const at = (seconds: number, about: Partial<Ctx> = {}) =>
  testContext(service, { now: new Date(start + seconds * 1000), ...about })
const codeAt = (secret: string, seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: start + seconds * 1000 })

/** Somebody signed in, at second 0. */
async function as(name: string, seconds = 0): Promise<Ctx> {
  const account = await selectAccount(database.sql, name, at(0).now)
  if (account === undefined) throw new Error(`no account ${name}`)
  return at(seconds, { actor: actorOf(account) })
}

async function enrol(name: string): Promise<{ secret: string; codes: string[] }> {
  const { secret } = await beginSecondFactor(await as(name), password)
  const { codes } = await confirmFirstCode(await as(name), codeAt(secret, 0), 0)
  return { secret, codes }
}

const enter = (seconds: number, code?: string, account = 'lead', secret = password) =>
  signIn(at(seconds), { account, password: secret, ...(code === undefined ? {} : { code }) }, undefined).then(
    () => 'in',
    problem => problem.code as string,
  )

test('one-time codes are those of RFC 6238, appendix B', () => {
  const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const)
    expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30))
})

describe('signing in with one-time codes', () => {
  test('asks for one after the right password only, and takes it once', async () => {
    const { secret } = await enrol('lead')
    expect(await enter(60)).toBe('second-factor-required')
    expect(await enter(60, codeAt(secret, 60), 'lead', 'wrong password')).toBe('bad-credentials')
    expect(await enter(60, codeAt(secret, 60))).toBe('in')
    expect(await enter(61, codeAt(secret, 60))).toBe('bad-second-factor')
  })

  test('the code that was confirmed with opens nothing', async () => {
    const { secret } = await enrol('lead')
    expect(await enter(1, codeAt(secret, 0))).toBe('bad-second-factor')
  })

  test.each([
    ['a step early', 30, 'in'],
    ['a step late', -30, 'in'],
    ['two steps early', 60, 'bad-second-factor'],
    ['two steps late', -60, 'bad-second-factor'],
  ])('a code %s', async (_, offset, result) => {
    const { secret } = await enrol('lead')
    expect(await enter(300, codeAt(secret, 300 + offset))).toBe(result)
  })

  test('of eight sign-ins at once with one code one gets in', async () => {
    const { secret } = await enrol('lead')
    const code = codeAt(secret, 60)
    const results = await Promise.all(Array.from({ length: 8 }, () => enter(60, code)))
    expect(results.filter(result => result === 'in')).toHaveLength(1)
  })

  test('a recovery code opens one session, however it is typed', async () => {
    const { codes } = await enrol('lead')
    expect(codes).toHaveLength(10)
    const typed = codes[0]?.toLowerCase().replaceAll('-', ' ')
    expect(await enter(60, typed)).toBe('in')
    expect(await enter(61, codes[0])).toBe('bad-second-factor')
    expect(await enter(62, codes[1])).toBe('in')
    const kept = await database.sql`select row_to_json(r)::text as text from recovery_code r`
    expect(JSON.stringify(kept)).not.toContain(codes[2] ?? '-')
  })

  test('guessing codes is slowed down as guessing passwords is; asking for the code is no guess', async () => {
    await enrol('lead')
    const results: string[] = []
    for (let i = 0; i < 20; i++) {
      results.push(await enter(60))
      results.push(await enter(60, '000000'))
    }
    expect(results.filter(result => result === 'bad-second-factor')).toHaveLength(8)
    expect(results.at(-1)).toBe('too-many-requests')
  })

  test.each(['', 'x', '12345', '1234567', '１２３４５６', '\u0000', "' or 1=1 --"])(
    'nonsense for a code (%j) is refused',
    async code => {
      await enrol('lead')
      expect(await enter(60, code)).toBe('bad-second-factor')
    },
  )
})

describe('the secret', () => {
  test('is sealed, told once, and cannot be replaced without the old one being given up', async () => {
    const { secret } = await enrol('lead')
    const [row] = await database.sql`select secret from second_factor`
    expect(row?.secret.includes(secret)).toBe(false)
    await expect(beginSecondFactor(await as('lead'), password)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('counts only when its first code was typed; before that another one may be asked for', async () => {
    const first = await beginSecondFactor(await as('lead'), password)
    const second = await beginSecondFactor(await as('lead'), password)
    expect(await enter(0)).toBe('in')
    await expect(confirmFirstCode(await as('lead'), codeAt(first.secret, 0), 0)).rejects.toMatchObject({
      code: 'bad-second-factor',
    })
    await confirmFirstCode(await as('lead'), codeAt(second.secret, 0), 0)
    expect(await enter(60)).toBe('second-factor-required')
  })

  test('needs the password, and names console and account in its picture', async () => {
    await expect(beginSecondFactor(await as('lead'), 'wrong')).rejects.toMatchObject({
      code: 'bad-credentials',
    })
    const { uri, secret } = await beginSecondFactor(await as('lead'), password)
    expect(decodeURIComponent(uri)).toContain('otpauth://totp/Jingwei Littleton:lead')
    expect(uri).toContain(`secret=${secret}`)
  })

  test('outlives a change of the key', async () => {
    const { secret } = await enrol('lead')
    const [old, fresh] = [service.keyring, randomBytes(32).toString('base64')]
    const both = { ...parseKeyring(fresh), open: old.open }
    expect(await resealSecondFactors(at(10, { keyring: both }))).toBe(1)
    const alone = at(60, { keyring: parseKeyring(fresh) })
    const input = { account: 'lead', password, code: codeAt(secret, 60) }
    await expect(signIn(alone, input, undefined)).resolves.toMatchObject({ account: { name: 'lead' } })
  })
})

describe('an administrator of a real city', () => {
  const send = (method: string, path: string, cookie: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })

  test('has to set them up before anything else answers; then everything does', async () => {
    const entered = await send('POST', '/api/session', '', { account: 'administrator', password })
    const cookie = /^[^;]+/.exec(entered.headers.get('set-cookie') ?? '')?.[0] ?? ''
    expect(Session.parse(await entered.json()).needsSecondFactor).toBe(true)
    for (const path of ['/api/accounts', '/api/incidents', '/api/screens'])
      expect(await (await send('GET', path, cookie)).json()).toMatchObject({ code: 'second-factor-missing' })
    expect(SecondFactor.parse(await (await send('GET', '/api/self/second-factor', cookie)).json())).toEqual({
      enrolled: false,
      required: true,
      recoveryCodesLeft: 0,
    })

    const begun = await send('POST', '/api/self/second-factor', cookie, { password })
    const { secret } = SecondFactorSecret.parse(await begun.json())
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
    const done = await send('PUT', '/api/self/second-factor', cookie, { code })
    expect(RecoveryCodes.parse(await done.json()).codes).toHaveLength(10)
    expect((await send('GET', '/api/accounts', cookie)).status).toBe(200)
  })
})
