import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import {
  accountRows,
  type Incidents,
  reportEverywhere,
  reporter,
  rightsCity,
} from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import { context } from '../http/frame.ts'
import { answerError, newRouter } from '../http.ts'
import { type Reach, reachOf, rules, type Verb, verbs } from '../permissions.ts'
import { authorize } from './authorize.ts'
import type { Role } from './contract.ts'
import { gate } from './gate.ts'
import { selectAccount } from './queries.ts'
import { actorOf, openSession } from './session.ts'

let ctx: Ctx
let app: ReturnType<typeof createApp>
let incidents: Incidents
beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
  app = createApp(service)
})

const roles: readonly Role[] = [...accountRows.map(([, role]) => role), 'visitor']

/** A fresh session each time, since signing out is one of the things that are tried. */
async function cookieOf(role: Role): Promise<Record<string, string>> {
  if (role === 'visitor') return {}
  const account = await selectAccount(ctx.sql, role, ctx.now)
  if (account === undefined) throw new Error(`no account ${role}`)
  return { cookie: `jingwei-session=${(await openSession(ctx, account)).token}` }
}

async function call(role: Role, method: string, path: string, body: unknown = {}): Promise<Response> {
  const headers = { host: 'localhost', ...(await cookieOf(role)) }
  if (method === 'GET' || method === 'DELETE') return app.request(path, { method, headers })
  return app.request(path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** A real thing for every placeholder, so that a granted request is answered and not just let through. */
const fill = (path: string) =>
  path
    .replace('{code}', 'A1')
    .replace('{version}', '1')
    .replace(/\{(id|incident)\}/, String(incidents.A1))
const queries: Record<string, string> = { '/api/route': '?lon=0.0005&lat=0.0005', '/api/search': '?q=A1' }

describe.each(roles)('%s', role => {
  test('reaches what the table grants, and nothing else of what the API offers', async () => {
    for (const [route, verb] of Object.entries(rules)) {
      const [method = '', path = ''] = route.split(' ')
      const answer = await call(role, method, fill(path) + (method === 'GET' ? (queries[path] ?? '') : ''))
      const refused = answer.status === 401 || answer.status === 403
      expect(refused, `${role} ${route} answered ${answer.status}`).toBe(reachOf(role, verb) === 'no')
      if (refused) expect(answer.status).toBe(role === 'visitor' ? 401 : 403)
      expect(answer.status, route).toBeLessThan(500)
      if (method === 'GET' && !refused && route !== 'GET /api/session/demo-accounts')
        expect(answer.status, route).toBe(200)
      const text = await answer.text()
      for (const secret of [...Object.values(reporter), reporter.phone.slice(-8)])
        expect(text).not.toContain(secret)
    }
  })

  test('reads a reporter’s contact as far as the table says, and learns nothing beyond', async () => {
    for (const [place, incident] of Object.entries(incidents)) {
      const answer = await call(role, 'POST', `/api/reporters/${incident}/reads`, { purpose: 'call-back' })
      const reach = reachOf(role, 'reporter.read')
      if (reach === 'no') expect(answer.status, place).toBe(role === 'visitor' ? 401 : 403)
      else if (covers(reach, place)) expect(await answer.json(), place).toEqual(reporter)
      else expect(answer.status, place).toBe(404)
    }
  })
})

/** From the account's point of view (lead of A, worker of A1), written down by hand. */
function covers(reach: Reach, place: string): boolean {
  const places: Record<Reach, readonly string[]> = {
    all: ['A1', 'A2', 'B1', 'queue'],
    sub: ['A1', 'A2'],
    own: ['A1'],
    no: [],
  }
  return places[reach].includes(place)
}

const relations = {
  'the own block': { grid: 'A1', person: 'worker' },
  'the block beside it': { grid: 'A2', person: null },
  'the street itself': { grid: 'A', person: null },
  'another street': { grid: 'B1', person: null },
  'the city’s queue': { grid: null, person: null },
  'a grid that does not exist': { grid: 'Z9', person: null },
} as const

const expected: Record<Reach, readonly (keyof typeof relations)[]> = {
  all: Object.keys(relations) as (keyof typeof relations)[],
  sub: ['the own block', 'the block beside it', 'the street itself'],
  own: ['the own block'],
  no: [],
}

test.each(verbs)(
  '%s is confined to the reach of each role, for each relation to its grid',
  async (verb: Verb) => {
    const worker = await selectAccount(ctx.sql, 'worker', ctx.now)
    const works = await selectAccount(ctx.sql, 'department', ctx.now)
    for (const role of roles) {
      const account = role === 'visitor' ? undefined : await selectAccount(ctx.sql, role, ctx.now)
      const asker = account === undefined ? ctx : { ...ctx, actor: actorOf(account) }
      for (const [relation, { grid, person }] of Object.entries(relations)) {
        const given =
          person === null ? null : { person: worker?.person ?? null, department: works?.department ?? null }
        const target = { grid, ...(given ?? { person: null }) }
        const granted = await authorize(asker, verb, target).then(
          () => true,
          () => false,
        )
        const should = expected[reachOf(role, verb)].includes(relation as keyof typeof relations)
        expect(granted, `${role} ${verb} in ${relation}`).toBe(should)
      }
    }
  },
)

test('a route without a rule is refused, whoever asks', async () => {
  const service = testService({ sql: ctx.sql, kind: 'server', close: async () => {} })
  const stray = createApp(service)
  stray.get('/api/stray', c => c.text('open'))
  for (const role of roles)
    expect((await stray.request('/api/stray', { headers: await cookieOf(role) })).status).toBe(403)
})

test('an answer about a thing that nobody compared with the asker’s grid is not given', async () => {
  const service = testService({ sql: ctx.sql, kind: 'server', close: async () => {} })
  const forgetful = newRouter()
  forgetful.onError((error, c) => answerError(error, c, service.log))
  forgetful.use(context(service), gate(service))
  forgetful.post('/api/reporters/:incident/reads', c => c.json(reporter))
  const read = async (role: Role) =>
    forgetful.request(`/api/reporters/${incidents.B1}/reads`, {
      method: 'POST',
      headers: await cookieOf(role),
    })
  const lead = await read('lead')
  expect(lead.status).toBe(500)
  expect(await lead.text()).not.toContain(reporter.phone)
  expect((await read('commander')).status).toBe(200)
})
