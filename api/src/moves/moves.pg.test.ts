import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import {
  assigneesOf,
  type CaseDesk,
  caseDesk,
  type Posts,
  type Step,
  type Who,
} from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { accountRows, reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { Incident, IncidentPage } from '../incidents/contract.ts'
import type { ProblemBody } from '../problem.ts'
import { Assignees, CaseView, type MoveVerb, moveVerbs, Workload } from './contract.ts'
import { verifyCases } from './verify-cases.ts'

let ctx: Ctx
let api: ApiClient
let desk: CaseDesk
let ids: Posts & { department: number }
let headCase: number
beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  api = apiClient(service)
  desk = caseDesk(ctx, api)
  const { posts, department } = await assigneesOf(ctx)
  ids = { ...posts, department }
  headCase = await desk.caseAt([])
})

const everybody: Who[] = [...accountRows.map(([name]) => name), null]
const { show, does, caseAt } = bound(() => desk)
function bound(of: () => CaseDesk): CaseDesk {
  return {
    ask: (...all) => of().ask(...all),
    move: (...all) => of().move(...all),
    does: (...all) => of().does(...all),
    show: (...all) => of().show(...all),
    caseAt: (...all) => of().caseAt(...all),
  }
}

async function refused(who: Who, id: number, verb: MoveVerb, fields: object = {}): Promise<ProblemBody> {
  const answer = await desk.move(who, id, verb, { rev: (await show(id)).rev, ...fields })
  if (answer.ok) throw new Error(`${who} ${verb} was not refused`)
  return answer.json()
}

const toWorker = () => ({ assignee: { kind: 'post', id: ids.A1 } })
const note = { note: '<b>说明</b> 🚧' }

/** A case that all others here can be linked to. */
const toHead = () => ({ head: headCase })

const filed: Step[] = [['commander', 'file']]
const dispatched = (): Step[] => [...filed, ['commander', 'dispatch', toWorker()]]
const handling = (): Step[] => [...dispatched(), ['worker', 'take']]
const feedback = (): Step[] => [...handling(), ['worker', 'finish', note]]
const closed = (): Step[] => [...feedback(), ['commander', 'close']]
const asked = (kind: string): Step[] => [
  ...handling(),
  ['worker', 'request', { kind, ...note, ...(kind === 'extension' ? { amount: 2 } : {}) }],
]

test('a case walks from its report to its evaluation, each step an event of who did it', async () => {
  const id = await caseAt([...closed(), ['commander', 'evaluate', { score: 5 }]])
  const incident = await show(id)
  expect(incident).toMatchObject({ status: 'evaluated', open: false, rev: 7, assignee: { kind: 'post' } })
  expect(incident.closedAt).not.toBeNull()
  expect(incident.events.map(event => [event.verb, event.status, event.actor])).toEqual([
    ['report', 'reported', null],
    ['file', 'filed', 'commander'],
    ['dispatch', 'dispatched', 'commander'],
    ['take', 'handling', 'worker'],
    ['finish', 'feedback', 'worker'],
    ['close', 'closed', 'commander'],
    ['evaluate', 'evaluated', 'commander'],
  ])
})

/** Every verb: how far the case is, the fields, and who of all roles may. Written down by hand from the life cycle. */
const verbs: [MoveVerb, () => Step[], () => object, Who[]][] = [
  ['file', () => [], () => ({}), ['administrator', 'commander', 'lead']],
  ['dispatch', () => filed, toWorker, ['administrator', 'commander', 'lead']],
  ['take', dispatched, () => ({}), ['worker']],
  ['finish', handling, () => note, ['worker']],
  ['close', feedback, () => ({}), ['administrator', 'commander', 'lead']],
  ['evaluate', closed, () => ({ score: 4 }), ['administrator', 'commander']],
  ['rework', feedback, () => note, ['administrator', 'commander', 'lead']],
  ['reassign', handling, () => ({ ...toWorker(), ...note }), ['administrator', 'commander', 'lead']],
  ['request', handling, () => ({ kind: 'void', ...note }), ['lead', 'worker']],
  ['approve', () => asked('extension'), () => ({}), ['administrator', 'commander']],
  ['refuse', () => asked('extension'), () => note, ['administrator', 'commander']],
  [
    'resume',
    () => [...asked('suspension'), ['commander', 'approve']],
    () => ({}),
    ['administrator', 'commander'],
  ],
  ['void', () => filed, () => note, ['administrator', 'commander']],
  ['reopen', closed, () => note, ['administrator', 'commander']],
  ['supervise', handling, () => note, ['administrator', 'commander', 'lead']],
  ['escalate', handling, () => note, ['lead']],
  ['comment', () => [], () => note, ['administrator', 'commander', 'lead', 'worker']],
  ['link', handling, toHead, ['administrator', 'commander', 'lead']],
  [
    'unlink',
    () => [...handling(), ['commander', 'link', toHead()]],
    () => ({}),
    ['administrator', 'commander', 'lead'],
  ],
]

describe.each(verbs)('%s', (verb, path, fields, allowed) => {
  test('is open to those of the life cycle and to nobody else, as `moves` says', async () => {
    const id = await caseAt(path())
    for (const role of everybody.filter(role => !allowed.includes(role))) {
      const { code } = await refused(role, id, verb, fields())
      expect(code, `${role} ${verb}`).toBe(role === null ? 'sign-in-required' : 'not-allowed')
      expect((await show(id, role)).moves, `${role} ${verb}`).not.toContain(verb)
    }
    for (const [i, role] of allowed.entries()) {
      const mine = i === 0 ? id : await caseAt(path())
      expect((await show(mine, role)).moves, `${role} ${verb}`).toContain(verb)
      const before = await show(mine)
      const after = await does(role, mine, verb, fields())
      expect(after.rev).toBe(before.rev + 1)
      const shown = await show(mine, role)
      expect(shown).toMatchObject(after)
      expect(shown.events.at(-1)).toMatchObject({ verb, rev: after.rev, actor: role })
    }
  })
})

test('an illegal move says what is open instead, and changes nothing', async () => {
  const id = await caseAt(handling())
  expect(await refused('commander', id, 'file')).toMatchObject({
    status: 409,
    code: 'move-not-open',
    detail: { status: 'handling', moves: ['reassign', 'supervise', 'comment', 'link'] },
  })
  expect((await show(id)).rev).toBe(4)
})

test('a revision that is gone is answered with who moved the case, and to what', async () => {
  const id = await caseAt([])
  await does('lead', id, 'file')
  const answer = await desk.move('commander', id, 'void', { rev: 1, ...note })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    code: 'stale-revision',
    field: 'rev',
    detail: { rev: 2, verb: 'file', status: 'filed', by: 'lead', name: { zh: 'lead' } },
  })
  expect(await (await desk.move('commander', id, 'void', { rev: 9, ...note })).json()).toMatchObject({
    code: 'bad-field',
    field: 'rev',
  })
})

test.each([2 ** 31 - 1, 2 ** 31, 2 ** 53])('a revision of %d is refused, not an accident', async rev => {
  const id = await caseAt([])
  const answer = await desk.move('commander', id, 'file', { rev })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'bad-field', field: 'rev' })
})

test('the same step sent again after a lost answer is the same answer; another one of that revision is not', async () => {
  const id = await caseAt(dispatched())
  const { rev } = await show(id)
  const sent = { rev, note: '马上到' }
  const [first, again] = [
    await desk.move('worker', id, 'take', sent),
    await desk.move('worker', id, 'take', sent),
  ]
  expect([first.status, again.status]).toEqual([200, 200])
  expect(CaseView.parse(await again.json()).rev).toBe(CaseView.parse(await first.json()).rev)
  expect((await desk.move('worker', id, 'take', { rev, note: '别的话' })).status).toBe(409)
  expect((await show(id)).events).toHaveLength(rev + 1)
})

test.each(['comment', 'finish'] as const)(
  'a %s whose answer was lost counts once, also when others have moved the case since',
  async verb => {
    const id = await caseAt(handling())
    const sent = { rev: (await show(id)).rev, note: '已清理' }
    expect((await desk.move('worker', id, verb, sent)).status).toBe(200)
    await does('commander', id, 'comment', note)
    await does('lead', id, 'supervise', note)
    const again = await desk.move('worker', id, verb, sent)
    expect(again.status).toBe(200)
    const shown = await show(id)
    expect(CaseView.parse(await again.json())).toMatchObject({ rev: shown.rev, status: shown.status })
    expect(shown.events.filter(event => event.verb === verb && event.actor === 'worker')).toHaveLength(1)
  },
)

test.each([
  ['nobody’s post', () => ({ kind: 'post', id: 999_999 })],
  ['no such department', () => ({ kind: 'department', id: 77 })],
])('work cannot be given to %s', async (_, assignee) => {
  const id = await caseAt(filed)
  expect(await refused('commander', id, 'dispatch', { assignee: assignee() })).toMatchObject({
    code: 'bad-assignee',
    status: 400,
  })
})

test('a lead gives work within the own grid, and sees nothing of another one’s moves', async () => {
  const id = await caseAt(filed)
  expect((await refused('lead', id, 'dispatch', { assignee: { kind: 'post', id: ids.B1 } })).code).toBe(
    'bad-assignee',
  )
  const { B1 } = await reportEverywhere(ctx)
  expect((await show(B1, 'lead')).moves).toEqual([])
  expect((await refused('lead', B1, 'file')).code).toBe('not-allowed')
})

test('a department takes and finishes what it was given, and nothing else', async () => {
  const id = await caseAt([
    ...filed,
    ['lead', 'dispatch', { assignee: { kind: 'department', id: ids.department } }],
  ])
  expect((await show(id)).assignee).toMatchObject({ kind: 'department', name: { zh: 'public works' } })
  expect((await refused('worker', id, 'take')).code).toBe('not-allowed')
  await does('department', id, 'take')
  expect((await does('department', id, 'finish', note)).status).toBe('feedback')
  expect((await show(await caseAt(handling()), 'department')).moves).toEqual([])
})

test('reassignment keeps the history of who had it', async () => {
  const id = await caseAt([
    ...handling(),
    ['lead', 'reassign', { assignee: { kind: 'post', id: ids.A2 }, ...note }],
  ])
  const { status, assignee, events } = await show(id)
  expect({ status, assignee }).toMatchObject({ status: 'dispatched', assignee: { id: ids.A2, grid: 'A2' } })
  expect(events.flatMap(({ data }) => data.assignee ?? [])).toEqual([
    { kind: 'post', id: ids.A1 },
    { kind: 'post', id: ids.A2 },
  ])
  expect((await show(id, 'worker')).moves).toEqual(['comment'])
})

test('社区吹哨: the lead of a street takes the case to the city, once', async () => {
  const id = await caseAt(handling())
  const view = await does('lead', id, 'escalate', note)
  expect(view.escalatedTo).toEqual({ code: null, level: null, name: { zh: 'Littleton', en: 'Littleton' } })
  expect(view.moves).not.toContain('escalate')
  expect((await refused('lead', id, 'escalate', note)).code).toBe('move-not-open')
})

test('what was written, and by whom, is for those who work here', async () => {
  const id = await caseAt([...asked('extension'), ['commander', 'comment', { note: '电话 13800000000' }]])
  const answer = await api.ask('GET', `/api/incidents/${id}`)
  const text = await answer.text()
  expect(text).not.toMatch(/13800000000|说明|commander|"actor":"|"by":"/)
  expect(Incident.parse(JSON.parse(text))).toMatchObject({
    moves: [],
    request: { kind: 'extension', by: null },
  })
  expect((await show(id)).request).toEqual({ kind: 'extension', by: 'worker', amount: 2 })
})

test.each([
  ['an unknown verb', 'explode', {}, 'bad-field', 'verb'],
  ['no revision', 'file', { rev: undefined }, 'bad-field', 'rev'],
  ['a field of another verb', 'file', { score: 3 }, 'unknown-field', 'score'],
  ['a missing reason', 'void', {}, 'bad-field', 'note'],
  ['a blank reason', 'void', { note: '  ' }, 'bad-field', 'note'],
  ['a NUL', 'void', { note: 'a\u0000b' }, 'bad-field', 'note'],
  ['an extension without an amount', 'request', { kind: 'extension', note: '雨' }, 'bad-field', 'amount'],
  ['a score beyond the scale', 'evaluate', { score: 6 }, 'bad-field', 'score'],
] as const)('%s is refused with its field', async (_, verb, fields, code, field) => {
  const id = await caseAt([])
  const answer = await desk.move('commander', id, verb, { rev: 1, ...fields })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code, field })
})

test('a case that does not exist is not found', async () => {
  expect((await desk.move('commander', 999_999, 'file', { rev: 1 })).status).toBe(404)
})

test('lists find mine, what waits for the desk, and say how the clock stands', async () => {
  const id = await caseAt(asked('suspension'))
  const list = async (role: Who, query: string) => {
    const answer = await desk.ask(role, 'GET', `/api/incidents?limit=500&${query}`)
    return IncidentPage.parse(await answer.json()).incidents
  }
  const mine = await list('worker', 'assignee=me&status=open')
  expect(mine.find(each => each.id === id)).toMatchObject({
    rev: 5,
    assignee: { id: ids.A1 },
    light: 'green',
  })
  expect(mine.every(each => each.assignee?.id === ids.A1)).toBe(true)
  expect((await list('commander', 'request=suspension')).map(each => each.id)).toContain(id)
  expect((await list('commander', 'request=extension')).map(each => each.id)).not.toContain(id)
  expect((await list('commander', `assignee=department:${ids.department}`)).length).toBeGreaterThan(0)
  expect((await api.ask('GET', '/api/incidents?assignee=me')).status).toBe(401)
})

test('who can be given a case, and who has how much', async () => {
  const id = await caseAt(filed)
  const answer = await desk.ask('lead', 'GET', `/api/incidents/${id}/assignees`)
  const { assignees } = Assignees.parse(await answer.json())
  expect(assignees.map(each => [each.kind, each.grid])).toEqual([
    ['post', 'A1'],
    ['post', 'A'],
    ['department', null],
  ])
  const [row] = await ctx.sql<{ open: number; mine: number }[]>`
    select count(*) as open, count(*) filter (where assignee_kind = 'post' and assignee_id = ${ids.A1}) as mine
    from incident i join grid_record r on r.grid_id = i.grid_id and r.code in ('A', 'A1', 'A2')
    where i.is_open and i.head_id is null`
  const load = Workload.parse(await (await desk.ask('lead', 'GET', '/api/workload')).json())
  expect(load).toMatchObject({ grid: 'A', open: row?.open })
  expect(load.assignees.find(each => each.id === ids.A1 && each.kind === 'post')?.open).toBe(row?.mine)
  expect(load.grids.map(each => each.code)).toEqual(['A1', 'A2'])
  expect((await desk.ask('lead', 'GET', '/api/workload?grid=B')).status).toBe(403)
})

test('whatever anybody tries in any order: what is offered is done, all else is refused, and rows follow from logs', async () => {
  const step = fc.record({
    verb: fc.constantFrom(...moveVerbs),
    who: fc.constantFrom('commander', 'lead', 'worker', 'department'),
    kind: fc.constantFrom('extension', 'return', 'suspension', 'void'),
    given: fc.constantFrom('post', 'department'),
  })
  const fieldsOf = (verb: MoveVerb, kind: string, given: string): object => {
    if (verb === 'request') return { kind, ...note, ...(kind === 'extension' ? { amount: 1 } : {}) }
    const assignee = { kind: given, id: given === 'post' ? ids.A1 : ids.department }
    if (verb === 'dispatch') return { assignee }
    if (verb === 'link') return toHead()
    if (verb === 'unlink') return {}
    if (verb === 'reassign') return { assignee, ...note }
    return verb === 'evaluate' ? { score: 3 } : note
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async steps => {
      const id = await caseAt([
        ['lead', 'file'],
        ['lead', 'dispatch', toWorker()],
      ])
      for (const { verb, who, kind, given } of steps) {
        const { rev, moves } = await show(id, who)
        const answer = await desk.move(who, id, verb, { rev, ...fieldsOf(verb, kind, given) })
        expect(answer.ok, `${who} ${verb} of ${moves}`).toBe(moves.includes(verb))
        if (!answer.ok) expect([403, 409]).toContain(answer.status)
        expect((await show(id)).rev).toBe(answer.ok ? rev + 1 : rev)
      }
    }),
    { numRuns: 6 },
  )
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })
})
