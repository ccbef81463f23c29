import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { type CaseRows, insertCases, insertSteps, type Step } from '../../../tests/support/cases.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { gridCode } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import type { Database } from '../database/open.ts'
import { IncidentPage } from '../incidents/contract.ts'
import { counted } from '../incidents/counter.queries.ts'
import { type Counter, counters, Indicators } from './contract.ts'

let database: Database
let api: ApiClient
beforeAll(async () => {
  database = await townDatabase({ incidents: 60 })
  api = apiClient(testService(database))
  for (const rows of tianmen)
    await insertCases(database, { ...rows, reportedAt: '2016-12-05T10:00:00+08:00' })
  for (const { steps, ...row } of side) {
    const [id] = await insertCases(database, { classCode: 'E01', reportedAt: sideDay, ...row, count: 1 })
    await insertSteps(database, id ?? 0, [{ verb: 'report', status: 'reported', actor: 'clerk' }, ...steps])
  }
})

const past = '2016-12-20T00:00:00Z'
const inTime = { dueAt: past, stoppedAt: '2016-12-19T00:00:00Z' }
const late = { dueAt: past, stoppedAt: '2016-12-21T00:00:00Z' }
const event = 'E01'
const component = 'C01'

/** 天门 2016-12: 受理 1054, 立案 996, 应结案 972 (事件 956, 部件 16), 结案 911 (902 + 9), 按期结案 737. */
const tianmen: Omit<CaseRows, 'reportedAt'>[] = [
  { count: 730, classCode: event, status: 'closed', ...inTime },
  { count: 172, classCode: event, status: 'evaluated', ...late },
  { count: 7, classCode: component, status: 'closed', ...inTime },
  { count: 2, classCode: component, status: 'closed', ...late },
  { count: 50, classCode: event, status: 'handling', dueAt: past },
  { count: 4, classCode: event, status: 'feedback', ...late },
  { count: 7, classCode: component, status: 'dispatched', dueAt: past },
  { count: 14, classCode: event, status: 'handling', dueAt: '2199-01-01T00:00:00Z' },
  { count: 10, classCode: event, status: 'filed' },
  { count: 55, classCode: event, status: 'reported' },
  { count: 3, classCode: component, status: 'void' },
]
const december = 'from=2016-12-01T00:00:00%2B08:00&to=2017-01-01T00:00:00%2B08:00'
const percent = (value: number | null | undefined) => ((value ?? Number.NaN) * 100).toFixed(2)
const read = (query = '') => api.read(Indicators, `/api/indicators?${query}`)

/** Cases with the steps that few have, on a day of their own. */
const sideDay = '2018-06-01T10:00:00+08:00'
const sideQuery = 'from=2018-06-01T00:00:00Z&to=2018-06-02T00:00:00Z'
const told: Step = { verb: 'dispatch', status: 'dispatched' }
const dispatched: Step[] = [{ verb: 'file', status: 'filed' }, told]
const asked = (kind: string): Step => ({ verb: 'request', status: 'dispatched', data: { kind } })
const refused: Step = { verb: 'refuse', status: 'dispatched' }
const side: (Partial<CaseRows> & { status: CaseRows['status']; steps: Step[] })[] = [
  { status: 'dispatched', steps: [...dispatched, asked('return'), refused] },
  {
    status: 'dispatched',
    steps: [
      ...dispatched,
      asked('return'),
      { verb: 'approve', status: 'filed' },
      told,
      asked('void'),
      refused,
    ],
  },
  { status: 'dispatched', steps: [...dispatched, { verb: 'reassign', status: 'dispatched' }] },
  {
    status: 'handling',
    dueAt: past,
    extensions: 1,
    steps: [...dispatched, { verb: 'supervise', status: 'dispatched' }],
  },
  {
    status: 'suspended',
    steps: [...dispatched, asked('suspension'), { verb: 'approve', status: 'suspended' }],
  },
  {
    status: 'handling',
    dueAt: past,
    reworks: 1,
    steps: [
      ...dispatched,
      asked('suspension'),
      { verb: 'approve', status: 'suspended' },
      { verb: 'resume', status: 'handling' },
    ],
  },
  { status: 'void', steps: [{ verb: 'void', status: 'void' }] },
  { status: 'void', steps: [...dispatched, asked('void'), { verb: 'approve', status: 'void' }] },
  { status: 'filed', escalatedBy: 2, steps: [{ verb: 'file', status: 'filed' }] },
]

test('天门’s published figures', async () => {
  const all = await read(december)
  expect(all.counts).toMatchObject({
    reported: 1054,
    filed: 996,
    'due-to-close': 972,
    closed: 911,
    'closed-on-time': 737,
  })
  expect(percent(all.values['closing-rate'])).toBe('93.72')
  expect(percent(all.values['on-time-closing-rate'])).toBe('75.82')
  const events = await read(`${december}&class=E01,E02`)
  expect(events.counts).toMatchObject({ closed: 902, 'due-to-close': 956 })
  expect(percent(events.values['closing-rate'])).toBe('94.35')
  const components = await read(`${december}&class=C01`)
  expect(components.counts).toMatchObject({ closed: 9, 'due-to-close': 16 })
  expect(percent(components.values['closing-rate'])).toBe('56.25')
})

test('steps that few cases have', async () => {
  const { counts } = await read(sideQuery)
  expect(counts).toEqual({
    reported: 9,
    'reported-by-public': 0,
    valid: 7,
    filed: 8,
    'filed-on-time': 8,
    'awaiting-filing': 0,
    open: 7,
    'not-filed': 1,
    'due-to-dispatch': 8,
    dispatched: 7,
    'dispatched-on-time': 7,
    'rightly-dispatched': 5,
    'wrongly-dispatched': 2,
    'due-to-handle': 2,
    handled: 0,
    'handled-on-time': 0,
    'handled-late': 0,
    overdue: 2,
    'awaiting-check': 0,
    'due-to-check': 0,
    'checked-on-time': 0,
    'due-to-close': 2,
    closed: 0,
    'closed-on-time': 0,
    deferred: 2,
    reworked: 1,
    'passed-back': 1,
    extended: 1,
    suspended: 1,
    supervised: 1,
    escalated: 1,
    void: 2,
    linked: 0,
  } satisfies Record<Counter, number>)
})

test('按时立案、按时派遣、按时核查: what was late at a desk, and what waits there too long', async () => {
  const day = { classCode: event, reportedAt: '2019-03-05T10:00:00+08:00' }
  const soon = '2199-01-01T00:00:00Z'
  await insertCases(database, { ...day, count: 3, status: 'closed' })
  await insertCases(database, { ...day, count: 2, status: 'closed', lateStages: ['filing', 'check'] })
  await insertCases(database, { ...day, count: 1, status: 'handling', lateStages: ['dispatch'] })
  await insertCases(database, { ...day, count: 2, status: 'feedback', stageDueAt: past })
  await insertCases(database, { ...day, count: 4, status: 'feedback', stageDueAt: soon })
  await insertCases(database, { ...day, count: 5, status: 'filed', stageDueAt: past })
  const { counts, values } = await read('from=2019-03-05T00:00:00Z&to=2019-03-06T00:00:00Z')
  expect(counts).toMatchObject({
    ...{ filed: 17, 'filed-on-time': 15, 'due-to-dispatch': 17, dispatched: 12, 'dispatched-on-time': 11 },
    ...{ 'due-to-check': 7, closed: 5, 'checked-on-time': 3 },
  })
  expect(values['on-time-filing-rate']).toBe(15 / 17)
  expect(values['on-time-dispatch-rate']).toBe(11 / 17)
  expect(values['on-time-check-rate']).toBe(3 / 7)
})

async function listed(query: string): Promise<number> {
  let length = 0
  let next: string | null = ''
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`
    const page: IncidentPage = await api.read(IncidentPage, `/api/incidents?limit=500&${query}${cursor}`)
    length += page.incidents.length
    next = page.next
  }
  return length
}

test.each(['', december, sideQuery, `grid=${gridCode(3, 1, 4)}`, 'class=E01,C01', 'net=governance'])(
  'every number leads to exactly its cases: %s',
  async filter => {
    const { counts } = await read(filter)
    const lengths = {} as Record<Counter, number>
    for (const counter of counters) lengths[counter] = await listed(`${filter}&counter=${counter}`)
    expect(lengths).toEqual(counts)
  },
)

test.each([
  'by=grid',
  'by=grid&level=d',
  `by=grid&grid=${gridCode(0, 0, 4)}`,
  'by=class',
  'by=net',
  'by=month',
])('so does every number of a group: %s', async query => {
  const { groups } = await read(query)
  expect(groups.length).toBeGreaterThan(1)
  const busiest = groups.slice(0, 3)
  for (const { filter, counts } of busiest) {
    const search = new URLSearchParams(filter as Record<string, string>).toString()
    for (const counter of ['reported', 'closed-on-time', 'overdue'] as const)
      expect(await listed(`${search}&counter=${counter}`)).toBe(counts[counter])
  }
})

test('groups add up to the total where every case is in one', async () => {
  for (const by of ['class', 'net', 'month']) {
    const { counts, groups } = await read(`by=${by}`)
    for (const counter of counters)
      expect(groups.reduce((sum, group) => sum + group.counts[counter], 0)).toBe(counts[counter])
  }
})

test('a part is never more than its whole', async () => {
  const { counts } = await read()
  const parts: [Counter, Counter][] = [
    ['filed', 'reported'],
    ['dispatched', 'due-to-dispatch'],
    ['due-to-dispatch', 'filed'],
    ['handled', 'due-to-handle'],
    ['closed', 'due-to-close'],
    ['due-to-close', 'filed'],
    ['closed-on-time', 'closed'],
    ['filed-on-time', 'filed'],
    ['dispatched-on-time', 'dispatched'],
    ['checked-on-time', 'due-to-check'],
  ]
  for (const [part, whole] of parts) expect(counts[part]).toBeLessThanOrEqual(counts[whole])
  expect(counts['handled-on-time'] + counts['handled-late']).toBe(counts.handled)
  expect(counts['rightly-dispatched'] + counts['wrongly-dispatched']).toBe(counts.dispatched)
  expect(counts['awaiting-filing'] + counts['not-filed'] + counts.filed).toBe(counts.reported)
})

test('a formula is data: 金华 takes the deferred cases off the denominator', async () => {
  await database.sql`
    insert into indicator (position, key, name, numerator, denominator, minus)
    values (99, 'jinhua', '{"zh": "结案率（金华）"}', '{closed}', '{due-to-close}', '{deferred}')`
  const { counts, values, indicators } = await read()
  expect(counts.deferred).toBe(2)
  expect(values.jinhua).toBe(counts.closed / (counts['due-to-close'] - 2))
  expect(indicators.at(-1)).toMatchObject({ key: 'jinhua', minus: ['deferred'] })
})

test('nothing to divide by is no share', async () => {
  const { counts, values } = await read('from=2010-01-01T00:00:00Z&to=2010-01-02T00:00:00Z')
  expect(counts.reported).toBe(0)
  expect(new Set(Object.values(values))).toEqual(new Set([null]))
})

test('bad questions are refused', async () => {
  expect(await api.refusal('/api/indicators?grid=T9')).toBe('404 unknown-grid grid')
  expect(await api.refusal('/api/indicators?by=grid&level=z')).toBe('400 bad-field level')
  expect(await api.refusal('/api/indicators?by=person')).toBe('400 bad-field by')
  expect(await api.refusal('/api/indicators?status=open')).toBe('400 unknown-field status')
  expect(await api.refusal('/api/incidents?counter=closedish')).toBe('400 bad-field counter')
})

test('a set that a counter asks for is hashed once: no case is looked for in a list', async () => {
  const { sql } = database
  for (const counter of counters) {
    const plan =
      await sql`explain verbose select count(*) filter (where ${counted(sql, counter, new Date())}) from incident i`
    const text = plan.map(line => Object.values(line)[0]).join('\n')
    expect(text, counter).not.toMatch(/id = ANY \((\(InitPlan|\$)/)
  }
})
