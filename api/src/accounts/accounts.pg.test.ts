import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { OwnSessions } from '../access/contract.ts'
import { selectAccount } from '../access/queries.ts'
import { openSession } from '../access/session.ts'
import { createApp } from '../app.ts'
import { verifyAudit } from '../audit/verify.ts'
import type { Service } from '../service.ts'
import { Account, Accounts, Invitation } from './contract.ts'
import { rescueAccount } from './rescue-account.ts'

let service: Service
let app: ReturnType<typeof createApp>
let administrator: string
beforeAll(async () => {
  service = testService(await freshDatabase(), {
    OIDC_ISSUER: 'https://identity.example',
    OIDC_CLIENT_ID: 'console',
    PUBLIC_URL: 'http://localhost',
  })
  await rightsCity(testContext(service))
  app = createApp(service)
  administrator = await sessionOf('administrator')
})
beforeEach(async () => {
  await sql()`delete from throttle`
})

const sql = () => testContext(service).sql

async function sessionOf(name: string): Promise<string> {
  const ctx = testContext(service)
  const account = await selectAccount(ctx.sql, name, ctx.now)
  if (account === undefined) throw new Error(`no account ${name}`)
  return `jingwei-session=${(await openSession(ctx, account)).token}`
}

const ask = (method: string, path: string, body?: unknown, cookie = administrator) =>
  app.request(path, {
    method,
    headers: { host: 'localhost', cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const problemOf = async (answer: Response) => {
  const { code, field } = (await answer.json()) as { code: string; field?: string }
  return [answer.status, code, field].filter(part => part !== undefined).join(' ')
}
const signIn = (account: string, password: string) => ask('POST', '/api/session', { account, password }, '')

const chosen = 'granite windmill teapot'
let count = 0

async function invited(about: object = { role: 'analyst' }): Promise<Invitation & { id: number }> {
  const account = `person${++count}`
  const answer = await ask('POST', '/api/accounts', { account, name: '王主任', ...about })
  expect(answer.status).toBe(200)
  const { id } = await find(account)
  return { ...Invitation.parse(await answer.json()), id }
}

async function find(account: string): Promise<Account> {
  const page = Accounts.parse(await (await ask('GET', `/api/accounts?q=${account}`)).json())
  const found = page.accounts.find(one => one.account === account)
  if (found === undefined) throw new Error(`${account} is not listed`)
  return found
}

async function accepted(about?: object) {
  const invitation = await invited(about)
  const answer = await ask('POST', '/api/invitations', { code: invitation.code, password: chosen }, '')
  expect(await answer.json()).toEqual({ account: invitation.account })
  return invitation
}

const whole = ({ name, role, grid, department, nets, subject }: Account) => ({
  name: name.zh,
  role,
  grid,
  department,
  nets,
  subject,
  disabled: false,
})

describe('a new account', () => {
  test('is its owner’s from the invitation on: once, within seven days, with a password of their own', async () => {
    const { account, code, expiresAt } = await invited()
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    expect(await find(account)).toMatchObject({ state: 'invited', openSessions: 0, secondFactor: false })
    expect((await signIn(account, '')).status).toBe(400)
    expect((await signIn(account, code)).status).toBe(401)
    const weak = await ask('POST', '/api/invitations', { code, password: 'passwordpassword' }, '')
    expect(await problemOf(weak)).toBe('400 weak-password password')
    const typed = code.toLowerCase().replaceAll('-', ' ')
    expect((await ask('POST', '/api/invitations', { code: typed, password: chosen }, '')).status).toBe(200)
    const again = await ask('POST', '/api/invitations', { code, password: 'another windmill teapot' }, '')
    expect(await problemOf(again)).toBe('401 bad-credentials code')
    expect((await signIn(account, chosen)).status).toBe(200)
    expect(await find(account)).toMatchObject({ state: 'active', openSessions: 1, invitedUntil: null })
  })

  test('of two who use an invitation at once one does', async () => {
    const { code } = await invited()
    const tries = [chosen, 'another windmill teapot'].map(password =>
      ask('POST', '/api/invitations', { code, password }, ''),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 401])
  })

  test('an invitation that is too old is none', async () => {
    const { code } = await invited()
    await sql()`update invitation set expires_at = now()`
    const answer = await ask('POST', '/api/invitations', { code, password: chosen }, '')
    expect(await problemOf(answer)).toBe('401 bad-credentials code')
  })

  test('of a lead stands on the post that somebody holds there today', async () => {
    const { account } = await invited({ role: 'lead', grid: 'A' })
    expect(await find(account)).toMatchObject({
      role: 'lead',
      grid: 'A',
      person: { name: 'A 某', until: null },
    })
    await sql()`update post set until_day = current_date - 1 where grid_id = (select grid_id from grid_record where code = 'A')`
    expect(await find(account)).toMatchObject({ state: 'without-post' })
    const vacant = await ask('POST', '/api/accounts', { account: 'x9', name: 'x', role: 'lead', grid: 'A' })
    expect(await problemOf(vacant)).toBe('400 bad-post person')
    await sql()`update post set until_day = null`
  })

  test.each([
    ['a name that is taken', { account: 'ＬＥＡＤ' }, '409 account-exists account'],
    ['a lead without a grid', { role: 'lead' }, '400 bad-field grid'],
    ['a grid that does not exist', { grid: 'Z9' }, '404 unknown-grid grid'],
    ['a worker where there is a lead', { role: 'worker', grid: 'A' }, '400 bad-post person'],
    ['a department without one', { role: 'department' }, '400 bad-field department'],
    ['a department that does not exist', { role: 'department', department: 'x' }, '400 bad-field department'],
    ['a net that does not exist', { nets: ['x'] }, '400 bad-field nets'],
    ['a visitor', { role: 'visitor' }, '400 bad-field role'],
    ['a password chosen by somebody else', { password: chosen }, '400 unknown-field password'],
    ['the program’s own name', { account: 'System' }, '400 bad-field account'],
    ['a screen’s name', { account: 'screen/x' }, '400 bad-field account'],
  ])('is refused: %s', async (_, wrong, problem) => {
    const answer = await ask('POST', '/api/accounts', {
      account: 'new',
      name: '新',
      role: 'analyst',
      ...wrong,
    })
    expect(await problemOf(answer)).toBe(problem)
  })
})

describe('an account', () => {
  test('is found by a part of its name or its person’s, page by page', async () => {
    await invited()
    const read = async (query: string) =>
      Accounts.parse(await (await ask('GET', `/api/accounts?${query}`)).json())
    const names: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: Accounts = await read(`limit=3&after=${encodeURIComponent(after)}`)
      names.push(...page.accounts.map(({ account }) => account))
      after = page.next
    }
    expect(names).toEqual([...new Set(names)].sort())
    expect(names).toEqual(expect.arrayContaining(['administrator', 'lead', 'worker', `person${count}`]))
    expect((await read(`q=${encodeURIComponent('A1 某')}`)).accounts.map(({ account }) => account)).toContain(
      'worker',
    )
    expect((await read('role=auditor')).accounts.map(({ role }) => role)).toEqual(['auditor'])
    expect((await read('q=%25')).accounts).toEqual([])
  })

  test('changes its role at once, in sessions that are open', async () => {
    const { account, id } = await accepted()
    const cookie = await sessionOf(account)
    const change = { ...whole(await find(account)), role: 'commander', name: '李主任' }
    const answer = await ask('PUT', `/api/accounts/${id}`, change)
    expect(Account.parse(await answer.json())).toMatchObject({ role: 'commander', name: { zh: '李主任' } })
    expect(await (await ask('GET', '/api/session', undefined, cookie)).json()).toMatchObject({
      role: 'commander',
    })
  })

  test('disabled can do nothing, and enabled again has no session of before', async () => {
    const { account, id } = await accepted()
    const cookie = await sessionOf(account)
    const change = whole(await find(account))
    await ask('PUT', `/api/accounts/${id}`, { ...change, disabled: true })
    expect(await find(account)).toMatchObject({ state: 'disabled', openSessions: 0 })
    expect((await signIn(account, chosen)).status).toBe(401)
    await ask('PUT', `/api/accounts/${id}`, change)
    expect(await (await ask('GET', '/api/session', undefined, cookie)).json()).toMatchObject({
      account: null,
    })
    expect((await signIn(account, chosen)).status).toBe(200)
  })

  test('reset has no password, no session and no token until its owner chose anew', async () => {
    const { account, id } = await accepted()
    const cookie = await sessionOf(account)
    const made = await ask('POST', '/api/tokens', { name: 'x', days: 1 }, cookie)
    const { token } = (await made.json()) as { token: string }
    const { code } = Invitation.parse(await (await ask('POST', `/api/accounts/${id}/invitation`)).json())
    expect((await signIn(account, chosen)).status).toBe(401)
    const bearer = { headers: { authorization: `Bearer ${token}` } }
    expect((await app.request('/api/city', bearer)).status).toBe(401)
    expect(await find(account)).toMatchObject({ state: 'invited', openSessions: 0 })
    expect((await ask('POST', '/api/invitations', { code, password: chosen }, '')).status).toBe(200)
    expect((await signIn(account, chosen)).status).toBe(200)
  })

  test('ends all sessions at an administrator’s word', async () => {
    const { account, id } = await accepted()
    await sessionOf(account)
    await sessionOf(account)
    expect((await find(account)).openSessions).toBe(2)
    expect((await ask('POST', `/api/accounts/${id}/sessions/end`)).status).toBe(200)
    expect((await find(account)).openSessions).toBe(0)
  })

  test('is linked to one person at the identity server, and one person to one account', async () => {
    const [one, two] = [await invited(), await invited()]
    const put = async ({ account, id }: { account: string; id: number }, subject: string | null) =>
      ask('PUT', `/api/accounts/${id}`, { ...whole(await find(account)), subject })
    expect(Account.parse(await (await put(one, 'u-17')).json())).toMatchObject({
      subject: 'u-17',
      state: 'active',
    })
    expect(await problemOf(await put(two, 'u-17'))).toBe('409 conflict subject')
    expect((await put(one, null)).status).toBe(200)
    expect((await put(two, 'u-17')).status).toBe(200)
  })

  test('that does not exist is not found', async () => {
    const change = whole(await find('analyst'))
    for (const [method, path, body] of [
      ['PUT', '/api/accounts/999999', change],
      ['POST', '/api/accounts/999999/invitation'],
      ['POST', '/api/accounts/999999/sessions/end'],
      ['POST', '/api/accounts/999999/second-factor/removal'],
    ] as const)
      expect(await problemOf(await ask(method, path, body)), path).toBe('404 not-found')
  })
})

describe('the last administrator', () => {
  test('can be neither disabled, demoted nor reset; with a second one they can', async () => {
    const me = await find('administrator')
    const put = (change: object) => ask('PUT', `/api/accounts/${me.id}`, { ...whole(me), ...change })
    const tries = () => [
      put({ disabled: true }),
      put({ role: 'analyst' }),
      ask('POST', `/api/accounts/${me.id}/invitation`),
    ]
    // invited is not enough: nobody knows whether they will come
    const second = await invited({ role: 'administrator' })
    for (const answer of await Promise.all(tries()))
      expect(await problemOf(answer)).toBe('409 last-administrator')
    await ask('POST', '/api/invitations', { code: second.code, password: chosen }, '')

    // each of two at once takes the other's right away: one of them is left
    await sql()`
      insert into second_factor (account_id, secret, key_id, created_at, confirmed_at)
      values (${second.id}, '', '', now(), now())`
    const other = await sessionOf(second.account)
    const theirs = whole(await find(second.account))
    const statuses = (
      await Promise.all([
        ask('PUT', `/api/accounts/${me.id}`, { ...whole(me), role: 'analyst' }, other),
        ask('PUT', `/api/accounts/${second.id}`, { ...theirs, role: 'analyst' }),
      ])
    ).map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    await sql()`update account set role = 'administrator' where id = ${me.id}`
  })
})

test('whoever holds the server lets the last administrator in again, without what was lost', async () => {
  const { account, id } = await accepted()
  await sql()`
    insert into second_factor (account_id, secret, key_id, created_at, confirmed_at)
    values (${id}, '', '', now(), now())`
  const { code } = await rescueAccount(testContext(service), ` ${account.toUpperCase()} `)
  expect(await find(account)).toMatchObject({ state: 'invited', openSessions: 0, secondFactor: false })
  expect((await signIn(account, chosen)).status).toBe(401)
  expect((await ask('POST', '/api/invitations', { code, password: chosen }, '')).status).toBe(200)
  expect((await signIn(account, chosen)).status).toBe(200)
  await expect(rescueAccount(testContext(service), 'nobody')).rejects.toMatchObject({ code: 'not-found' })
})

describe('one’s own account', () => {
  test('changes its password with the current one, and its other sessions end', async () => {
    const { account } = await accepted()
    const [here, there] = [await sessionOf(account), await sessionOf(account)]
    const put = (body: object) => ask('PUT', '/api/self/password', body, here)
    const fresh = 'teapot harbour lantern'
    expect(await problemOf(await put({ current: 'wrong', password: fresh }))).toBe(
      '401 bad-credentials password',
    )
    expect(await problemOf(await put({ current: chosen, password: `${account}${account}` }))).toBe(
      '400 weak-password password',
    )
    const changed = await put({ current: chosen, password: fresh })
    expect(changed.status).toBe(200)
    const renewed = changed.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(renewed).not.toBe(here)
    expect((await signIn(account, chosen)).status).toBe(401)
    expect((await signIn(account, fresh)).status).toBe(200)
    const of = async (cookie: string) =>
      ((await (await ask('GET', '/api/session', undefined, cookie)).json()) as { account: unknown }).account
    expect([await of(renewed), await of(here), await of(there)]).toEqual([account, null, null])
  })

  test('sees its sessions and ends one of them, nobody else’s', async () => {
    const { account } = await accepted()
    const [here, there] = [await sessionOf(account), await sessionOf(account)]
    const list = async (cookie: string) =>
      OwnSessions.parse(await (await ask('GET', '/api/self/sessions', undefined, cookie)).json()).sessions
    const [mine, other] = [
      (await list(here)).find(({ current }) => current),
      (await list(here)).find(({ current }) => !current),
    ]
    expect((await list(here)).map(({ means }) => means)).toEqual(['password', 'password'])
    const foreign = await ask('DELETE', `/api/self/sessions/${mine?.id}`, undefined, await sessionOf('lead'))
    expect(foreign.status).toBe(404)
    expect((await ask('DELETE', `/api/self/sessions/${other?.id}`, undefined, here)).status).toBe(200)
    expect((await ask('GET', '/api/self/sessions', undefined, there)).status).toBe(401)
    expect(await list(here)).toHaveLength(1)
  })

  test('a published one stays as it is', async () => {
    const { account, id } = await accepted()
    await sql()`update account set demo = true where id = ${id}`
    const cookie = await sessionOf(account)
    const change = await ask('PUT', '/api/self/password', { current: chosen, password: chosen }, cookie)
    expect(await problemOf(change)).toBe('403 demo-account')
    expect(await problemOf(await ask('POST', '/api/self/second-factor', { password: chosen }, cookie))).toBe(
      '403 demo-account',
    )
    expect(await problemOf(await ask('PUT', `/api/accounts/${id}`, whole(await find(account))))).toBe(
      '403 demo-account',
    )
  })
})

test('all of it is in the audit log, which holds no secret', async () => {
  const events = await sql()<
    { verb: string; text: string }[]
  >`select verb, row_to_json(a)::text as text from audit_event a`
  const verbs = new Set(events.map(({ verb }) => verb))
  for (const verb of ['create', 'change', 'invite', 'password', 'link'])
    expect(verbs).toContain(`account.${verb}`)
  expect(verbs).toContain('session.end')
  expect(JSON.stringify(events)).not.toMatch(/jw_|windmill|\w{4}-\w{4}-\w{4}-\w{4}/)
  expect(await verifyAudit(testContext(service))).toMatchObject({ whole: true })
})
