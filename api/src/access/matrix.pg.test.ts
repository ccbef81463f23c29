import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import {
  accountRows,
  netAccountRows,
  reporter,
  rightsCity,
  tomorrow,
} from '../../../tests/support/rights-city.ts'
import { type ExampleRequest, examples } from '../../../tests/support/rights-examples.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import { context } from '../http/frame.ts'
import { answerError, newRouter } from '../http.ts'
import { report } from '../incidents/report.ts'
import { reachOf, rules, secretVerbs, type Verb } from '../permissions.ts'
import type { ProblemBody } from '../problem.ts'
import type { Role } from './contract.ts'
import { gate } from './gate.ts'
import { selectAccount, selectSession } from './queries.ts'
import { hashToken, openSession } from './session.ts'

/**
 * Who reaches what: every account × every route of the OpenAPI document × every relation of a thing's grid to the account's × net.
 * What is expected is written down here by hand (`within`) and in the table of rights; the answers come from the whole API.
 */
let ctx: Ctx
let app: ReturnType<typeof createApp>
let documented: string[]
const cases = new Map<string, number>()
beforeAll(async () => {
  const owner = await freshDatabase()
  ctx = testContext(testService(owner))
  await rightsCity(ctx, { wide: true })
  const service = { ...testService(await heldDatabase(owner)), keyring: ctx.keyring }
  app = createApp(service)
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })
  documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  for (const place of Object.keys(places))
    for (const net of nets) cases.set(`${place} ${net}`, await reportAt(place, net))
})

const nets = ['governance', 'service'] as const
const classOf = { governance: '0101', service: '0201' }

/** Where a case lies, and what that is to the lead of A (and to the worker of A1). */
const places: Readonly<Record<string, { lon?: number; grid?: string }>> = {
  // own street, reported for the grid as a whole (the street above)
  A: { grid: 'A' },
  // a block of the own street (own block)
  A1: { lon: 0.0005 },
  // the block beside it
  A2: { lon: 0.0015 },
  // the street beside it, and a block of it
  B: { grid: 'B' },
  B1: { lon: 0.0025 },
  // the district above
  D: { grid: 'D' },
  // another branch
  C1: { lon: 0.0035 },
  // no grid at all: the city’s queue
  queue: { lon: 0.5 },
}

/** What each account’s `sub` and `own` may reach, by hand. */
const within: Readonly<
  Record<string, { sub: readonly string[]; own: readonly string[]; nets: readonly string[] }>
> = {
  lead: { sub: ['A', 'A1', 'A2'], own: ['A'], nets },
  worker: { sub: [], own: ['A1'], nets },
  department: { sub: [], own: [], nets },
  'service-lead': { sub: ['A', 'A1', 'A2'], own: ['A'], nets: ['service'] },
  'service-worker': { sub: [], own: ['A1'], nets: ['service'] },
}

async function reportAt(place: string, net: keyof typeof classOf): Promise<number> {
  const { lon, grid } = places[place] ?? {}
  const where = lon === undefined ? { grid } : { lon, lat: 0.0005 }
  const about = { classCode: classOf[net], title: '一堆垃圾', reporter }
  return (await report(ctx, { ...where, ...about })).incident.id
}

interface Asker {
  readonly name: string
  readonly role: Role
}

const askers: readonly Asker[] = [
  ...[...accountRows, ...netAccountRows].map(([name, role]) => ({ name, role })),
  { name: 'visitor', role: 'visitor' },
]

/** A fresh session each time, since signing out is one of the things that are tried. */
async function cookieOf({ name, role }: Asker): Promise<Record<string, string>> {
  if (role === 'visitor') return {}
  const account = await selectAccount(ctx.sql, name, ctx.now)
  if (account === undefined) throw new Error(`no account ${name}`)
  return { cookie: `jingwei-session=${(await openSession(ctx, account)).token}` }
}

async function ask(route: string, request: ExampleRequest, headers: Record<string, string>) {
  const [method = '', template = ''] = route.split(' ')
  const path = template.replace(/\{(\w+)\}/g, (_, name) => request.path?.[name] ?? `no-${name}`)
  const url = request.query === undefined ? path : `${path}?${request.query}`
  const sent = { host: 'localhost', ...headers }
  if (request.body === undefined) return app.request(url, { method, headers: sent })
  if (request.body instanceof FormData) return app.request(url, { method, headers: sent, body: request.body })
  const body = JSON.stringify(request.body)
  return app.request(url, { method, headers: { ...sent, 'content-type': 'application/json' }, body })
}

/** Null: answered. Else the refusal that the table of rights stands for. Nobody is told a reporter’s contact but by `reporter.read`. */
async function refusalOf(answer: Response, verb?: Verb): Promise<string | null> {
  expect(answer.status).toBeLessThan(500)
  // a feed of events never ends
  const endless = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (endless) await answer.body?.cancel()
  const text = endless ? '' : await answer.text()
  if (verb !== 'reporter.read')
    for (const secret of [...Object.values(reporter), reporter.phone.slice(-8)])
      expect(text).not.toContain(secret)
  if (answer.ok) return null
  const { code }: ProblemBody = JSON.parse(text)
  return ['sign-in-required', 'not-allowed', 'not-found'].includes(code) ? code : null
}

function expected(asker: Asker, verb: Verb, place: string | null, net: string | null): string | null {
  const reach = reachOf(asker.role, verb)
  const refused = asker.role === 'visitor' ? 'sign-in-required' : 'not-allowed'
  if (reach === 'no') return refused
  const own = within[asker.name]
  if (reach === 'all' || place === null || own === undefined) return null
  const reached = [...own.own, ...(reach === 'sub' ? own.sub : [])].includes(place)
  if (reached && (net === null || own.nets.includes(net))) return null
  return secretVerbs.has(verb) ? 'not-found' : refused
}

test('every route of the OpenAPI document is tried', () => {
  expect(Object.keys(examples).sort()).toEqual([...documented, 'GET /api/openapi.json'].sort())
})

describe.each(askers)('$name', asker => {
  test('reaches what the table grants, in every grid and net, and nothing else', async () => {
    const session = await cookieOf(asker)
    for (const [route, example] of Object.entries(examples)) {
      const verb = rules[route]
      if (verb === undefined) throw new Error(`no rule for ${route}`)
      const headers = route === 'DELETE /api/session' ? await cookieOf(asker) : session
      if (example.about === 'nothing') {
        const answer = await ask(route, example.request, headers)
        const refusal = await refusalOf(answer, verb)
        // on this city there is nothing behind these
        if (
          /photos\/|reports\/|drafts\/|imports\/|views\/|wall\/cases|setup|demo-accounts|session\/identity/.test(
            route,
          ) &&
          refusal === 'not-found'
        )
          continue
        expect(refusal, `${asker.name} ${route}`).toBe(expected(asker, verb, null, null))
        continue
      }
      const things = example.about === 'case' ? cases : new Map(grids.map(grid => [`${grid} `, grid]))
      for (const [thing, key] of things) {
        const [place = '', net = ''] = thing.split(' ')
        const answer = await ask(route, example.request(String(key)), headers)
        const should = expected(asker, verb, place, net || null)
        expect(await refusalOf(answer, verb), `${asker.name} ${route} of ${thing}`).toBe(should)
      }
    }
  })
})

const grids = Object.keys(places).filter(place => place !== 'queue')

test('a case that was given to a department is the department’s, in its nets alone', async () => {
  const [works] = await ctx.sql<{ id: number }[]>`select id from department`
  const asker = { name: 'department', role: 'department' } as const
  const route = 'POST /api/incidents/{id}/moves/{verb}'
  const comment = (id: number | undefined) => ({
    path: { id: String(id), verb: 'comment' },
    body: { rev: 1, note: '看过了' },
  })
  for (const net of nets) {
    const given = cases.get(`C1 ${net}`)
    await ctx.sql`update incident set assignee_kind = 'department', assignee_id = ${works?.id ?? 0} where id = ${given ?? 0}`
    expect(await refusalOf(await ask(route, comment(given), await cookieOf(asker)))).toBe(null)
    await ctx.sql`update account set nets = '{governance}' where name = 'department'`
    const refusal = await refusalOf(await ask(route, comment(given), await cookieOf(asker)))
    expect(refusal, net).toBe(net === 'governance' ? null : 'not-allowed')
    await ctx.sql`update account set nets = null where name = 'department'`
    await ctx.sql`update incident set assignee_kind = null, assignee_id = null where id = ${given ?? 0}`
  }
})

test('a workload counts the nets of who asks, no others', async () => {
  const open = async (name: string) => {
    const answer = await ask('GET /api/workload', { query: 'grid=A' }, await cookieOf({ name, role: 'lead' }))
    return ((await answer.json()) as { open: number }).open
  }
  const [row] = await ctx.sql<{ all: number; service: number }[]>`
    select count(*) as all, count(*) filter (where incident.net = 'service') as service from incident
    join grid_record record on record.grid_id = incident.grid_id and record.code in ('A', 'A1', 'A2')`
  expect(row?.service).toBeLessThan(row?.all ?? 0)
  expect([await open('lead'), await open('service-lead')]).toEqual([row?.all, row?.service])
})

test('a route without a rule is refused, whoever asks', async () => {
  const stray = createApp(testService({ sql: ctx.sql, kind: 'server', close: async () => {} }))
  stray.get('/api/stray', c => c.text('open'))
  for (const asker of askers.filter(({ name }) => name === 'administrator' || name === 'visitor'))
    expect((await stray.request('/api/stray', { headers: await cookieOf(asker) })).status).toBe(403)
})

test('an answer about a thing that nobody compared with the asker’s grid is not given', async () => {
  const service = testService({ sql: ctx.sql, kind: 'server', close: async () => {} })
  const forgetful = newRouter()
  forgetful.onError((error, c) => answerError(error, c, service.log))
  forgetful.use(context(service), gate(service))
  forgetful.post('/api/reporters/:incident/reads', c => c.json(reporter))
  const read = async (name: string, role: Role) =>
    forgetful.request('/api/reporters/1/reads', {
      method: 'POST',
      headers: await cookieOf({ name, role }),
    })
  const lead = await read('lead', 'lead')
  expect(lead.status).toBe(500)
  expect(await lead.text()).not.toContain(reporter.phone)
  expect((await read('commander', 'commander')).status).toBe(200)
})

test('a post that ended yesterday grants nothing today, a session that was open is closed by it', async () => {
  const worker = await selectAccount(ctx.sql, 'worker', ctx.now)
  if (worker === undefined) throw new Error('no worker')
  const { token } = await openSession(ctx, worker)
  const standsAt = async (at: Date) =>
    (await selectSession(ctx.sql, hashToken(token), at)) !== undefined &&
    (await selectAccount(ctx.sql, 'worker', at)) !== undefined
  expect(await standsAt(ctx.now)).toBe(true)
  await ctx.sql`update post set until_day = ${tomorrow(ctx.now)}::date where person_id = ${worker.person}`
  expect(await standsAt(ctx.now)).toBe(true)
  await ctx.sql`update post set until_day = (${tomorrow(ctx.now)}::date - 1) where person_id = ${worker.person}`
  expect(await standsAt(ctx.now)).toBe(false)
  const answer = await ask('GET /api/session', {}, { cookie: `jingwei-session=${token}` })
  expect(await answer.json()).toMatchObject({ account: null, role: 'visitor' })
})

test('a lead who moved to another street keeps nothing of the old one', async () => {
  const lead = await selectAccount(ctx.sql, 'service-lead', ctx.now)
  if (lead === undefined) throw new Error('no lead')
  // the lead of A hands A over today, and leads B: the case of the street A is no longer the lead's
  await ctx.sql`update post set until_day = (${tomorrow(ctx.now)}::date - 1) where person_id = ${lead.person}`
  await ctx.sql`
    insert into post (grid_id, person_id, role, title, from_day)
    select grid_id, ${lead.person}, 'lead', '{"zh":"长"}', '2022-01-01' from grid_record where code = 'B'`
  await ctx.sql`
    update account set grid_id = (select grid_id from grid_record where code = 'B') where name = 'service-lead'`
  const headers = await cookieOf({ name: 'service-lead', role: 'lead' })
  const read = (place: string) =>
    ask(
      'POST /api/reporters/{incident}/reads',
      { path: { incident: String(cases.get(`${place} service`)) }, body: { purpose: 'check' } },
      headers,
    )
  expect((await read('B1')).status).toBe(200)
  expect((await read('A')).status).toBe(404)
})
