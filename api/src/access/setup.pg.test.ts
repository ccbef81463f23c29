import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Service } from '../service.ts'
import { DemoAccounts, Session } from './contract.ts'
import { OpenDemoError, refuseOpenDemo } from './open-demo.ts'
import { prepareAccounts } from './setup.ts'

let service: Service
let app: ReturnType<typeof createApp>

const start = async ({ demo, grid }: { demo: boolean; grid?: string }) => {
  service = testService(await freshDatabase())
  await rightsCity(testContext(service), { demo, accounts: false })
  await prepareAccounts(testContext(service), service.setup, grid)
  app = createApp(service)
}
const post = (path: string, body: unknown) =>
  app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const signIn = (account: string, password: string) => post('/api/session', { account, password })
const first = { account: 'Chief.Li', name: '李主任', password: 'windmill teapot granite' }

describe('a real city’s first start', () => {
  beforeEach(() => start({ demo: false }))

  test('waits for its administrator: nothing else answers, nobody has an account', async () => {
    for (const path of ['/api/city', '/api/incidents', '/api/grids'])
      expect(await (await app.request(path)).json()).toMatchObject({ code: 'setup-required', status: 403 })
    expect(await (await app.request('/api/session')).json()).toMatchObject({ setupRequired: true })
    expect((await app.request('/api/health')).status).toBe(200)
    expect((await app.request('/api/session/demo-accounts')).status).toBe(404)
    expect((await signIn('administrator', 'jingwei-administrator')).status).toBe(401)
  })

  test('the code that the start printed makes one administrator, once', async () => {
    const code = service.setup.code ?? ''
    expect(code).toMatch(/^(\w{4}-){4}\w{4}$/)
    const typed = code.toLowerCase().replaceAll('-', ' ')
    expect((await post('/api/setup', { ...first, code: typed })).status).toBe(200)
    const answer = await signIn('chief.li', first.password)
    expect(Session.parse(await answer.json())).toMatchObject({
      role: 'administrator',
      name: '李主任',
      grid: null,
      setupRequired: false,
    })
    expect((await app.request('/api/city')).status).toBe(200)
    expect((await post('/api/setup', { ...first, account: 'second', code })).status).toBe(404)
  })

  test.each([
    ['a wrong code', { code: 'AAAA-AAAA-AAAA-AAAA-AAAA' }, 401, { code: 'bad-credentials' }],
    [
      'a short password',
      { password: 'short' },
      400,
      { code: 'weak-password', detail: { fault: 'too-short' } },
    ],
    ['a common one', { password: 'passwordpassword' }, 400, { detail: { fault: 'too-common' } }],
    ['one made of the account', { password: 'chief.li.chief.li' }, 400, { detail: { fault: 'too-common' } }],
    [
      'markup in the name of the account',
      { account: '<b>x</b>' },
      400,
      { code: 'bad-field', field: 'account' },
    ],
    ['a field too many', { role: 'commander' }, 400, { code: 'unknown-field' }],
  ])('%s makes nobody', async (_, wrong, status, problem) => {
    const answer = await post('/api/setup', { ...first, code: service.setup.code, ...wrong })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject(problem)
    expect((await app.request('/api/city')).status).toBe(403)
  })

  test('of ten people at once one is first, also over two processes', async () => {
    const other = testService(service.database)
    await prepareAccounts(testContext(other), other.setup)
    const otherApp = createApp(other)
    const tries = Array.from({ length: 10 }, (_, i) => {
      const [to, code] = i % 2 === 0 ? [app, service.setup.code] : [otherApp, other.setup.code]
      return to.request('/api/setup', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...first, account: `person${i}`, code }),
      })
    })
    const statuses = (await Promise.all(tries)).map(answer => answer.status)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 404)).toHaveLength(9)
    expect((await otherApp.request('/api/city')).status).toBe(200)
  })

  test('a later start does not ask again', async () => {
    await post('/api/setup', { ...first, code: service.setup.code })
    const next = testService(service.database)
    await prepareAccounts(testContext(next), next.setup)
    expect(next.setup.code).toBeNull()
  })
})

describe('the demo city', () => {
  beforeEach(() => start({ demo: true }))

  test('has an account of every role, and each published password works', async () => {
    expect(service.setup.code).toBeNull()
    const { accounts } = DemoAccounts.parse(await (await app.request('/api/session/demo-accounts')).json())
    expect(accounts.map(({ account, grid }) => [account, grid])).toEqual([
      ['administrator', null],
      ['auditor', null],
      ['commander', null],
      ['department', null],
      ['analyst', null],
      ['wall', null],
      ['lead-street', 'A'],
      ['worker', 'A1'],
    ])
    for (const { account, password, role, grid } of accounts) {
      const answer = await signIn(account, password)
      expect(await answer.json()).toMatchObject({ account, role, grid })
    }
  })

  test('has its worker, and the leads above, where the city folder says', async () => {
    await start({ demo: true, grid: 'B1' })
    const { accounts } = DemoAccounts.parse(await (await app.request('/api/session/demo-accounts')).json())
    expect(accounts.slice(-2).map(({ account, grid }) => [account, grid])).toEqual([
      ['lead-street', 'B'],
      ['worker', 'B1'],
    ])
  })

  test('keeps them through later starts', async () => {
    const before = await (await app.request('/api/session/demo-accounts')).text()
    await prepareAccounts(testContext(service), service.setup)
    expect(await (await app.request('/api/session/demo-accounts')).text()).toBe(before)
  })

  test('is not opened to the network unless somebody says so; a real city may be', async () => {
    const open = (host: string, allowOpenDemo = false) =>
      refuseOpenDemo(testContext(service), { host, allowOpenDemo }).then(
        () => true,
        error => !(error instanceof OpenDemoError),
      )
    for (const host of ['0.0.0.0', '::', '192.0.2.7', 'console.example']) {
      expect(await open(host), host).toBe(false)
      expect(await open(host, true), host).toBe(true)
    }
    for (const host of ['127.0.0.1', '127.0.0.9', '::1', 'localhost'])
      expect(await open(host), host).toBe(true)
    await start({ demo: false })
    expect(await open('0.0.0.0')).toBe(true)
  })
})
