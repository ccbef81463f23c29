import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import {
  type As,
  drawnTown,
  east,
  levels,
  officer,
  published,
  rename,
  reviewer,
  round,
  size,
  west,
} from '../../../tests/support/drawn-town.ts'
import { blockCode, cornerOf, gridCode } from '../../../tests/support/sample-town.ts'
import type { Database } from '../database/open.ts'
import { showGrid } from '../grids/show-grid.ts'
import { move } from '../moves/move.ts'
import { workload } from '../moves/workload.ts'
import { listIncidents } from './list-incidents.ts'
import { report } from './report.ts'
import { showIncident } from './show-incident.ts'

const [north, ended, far] = [blockCode(8, levels), blockCode(2, levels), blockCode(31, levels)]
const up = gridCode(10, 1, levels)
/** A block that is cut in two later, from corner to corner. */
const [halved, halvesParent] = [blockCode(20, levels), gridCode(20, levels - 2, levels)]
const [lon, lat] = cornerOf(10)
const inWest = { lon: lon + 0.001, lat: lat + 0.001, classCode: 'E01', title: '一堆垃圾' }

let town: { database: Database; as: As }
let api: ApiClient

beforeAll(async () => {
  const { database, service, as } = await drawnTown(150)
  town = { database, as }
  api = apiClient(service)
})
afterAll(() => {
  vi.useRealTimers()
})

const questions = [
  'grids?level=d&limit=500',
  `grids/${west}?`,
  `grids/${east}?`,
  `grids/${up}?`,
  `incidents?grid=${west}`,
  'incidents?limit=500',
  'incidents?status=open&limit=500',
  'incidents?due=overdue&limit=500',
  'incidents?counter=dispatched&limit=500',
  'incidents/open?',
  `incidents/open?grid=${up}`,
  'incidents.csv?',
  `incidents.csv?grid=${east}`,
  'incidents.xlsx?',
  'indicators?by=grid&level=d',
  `indicators?by=class&grid=${up}`,
  'indicators?by=month',
  `indicators?grid=${east}`,
  `grids/${halved}?`,
  `incidents?grid=${halved}`,
  'heat?zoom=12',
  `heat?grid=${up}&status=open`,
  'heat?format=binary&status=open',
  'centers?',
  `centers?grid=${up}`,
  `centers?near=${lon},${lat}&limit=3`,
  `search?q=${west}`,
  `search?q=${east}`,
  'search?q=垃圾',
  'search?q=zx',
  `route?lon=${inWest.lon}&lat=${inWest.lat}`,
  'analysis/grids?level=d',
  'analysis/times?status=open',
]

const asked = async (question: string, at: string | null) => {
  const answer = await api.ask(
    'GET',
    `/api/${question}${at === null ? '' : `&at=${encodeURIComponent(at)}`}`,
    undefined,
    { host: 'localhost' },
  )
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()).toString('base64') }
}

/** One open step of each of some cases, whatever it is; those that were handed out are taken and finished. */
async function moveOpenCases(most: number): Promise<Set<string>> {
  const { as } = town
  const [post] = (await showGrid(as(officer), blockCode(9, levels))).posts
  const done = new Set<string>()
  const { incidents } = await listIncidents(as(officer), { status: 'open', limit: most * 3 })
  for (const { id } of incidents.filter((_, i) => i % 3 === 0))
    for (const verb of ['file', 'dispatch', 'reassign', 'finish', 'close', 'supervise', 'void'] as const) {
      const { rev, moves } = await showIncident(as(officer), id)
      if (!moves.includes(verb) || (verb === 'void' && id % 3 > 0)) continue
      const fields = ['dispatch', 'reassign'].includes(verb)
        ? { assignee: { kind: 'post' as const, id: post?.id ?? 0 } }
        : verb === 'supervise' || verb === 'void'
          ? { reason: '催办' }
          : {}
      await move(as(id % 2 === 0 ? officer : reviewer), id, verb, { rev, ...fields })
      done.add(verb)
    }
  return done
}

test('what is asked of a moment is answered byte for byte the same after whatever happens later', async () => {
  const { as, database } = town
  // something has happened before: cases that went to another grid, and a center that stood elsewhere
  await report(as(officer), inWest)
  await published(as, [{ kind: 'merge', from: ended, into: blockCode(3, levels) }])
  const moveCenter = () => database.sql`
    update center set geom = ST_Translate(geom, 0.013, 0.011), name = '{"zh": "新址"}' where code like '%1'`
  await moveCenter()

  const at = new Date().toISOString()
  const [then, now]: [Map<string, string>, Map<string, string>] = [new Map(), new Map()]
  const { incidents } = await listIncidents(as(officer), { limit: 500 })
  const each = (when: string) =>
    Promise.all(incidents.slice(0, 15).map(({ id }) => showIncident(as(officer), id, when)))
  const cases = await each(at)
  const load = await workload(as(officer), { at })
  for (const question of questions) {
    const answer = await asked(question, at)
    expect([question, answer.status]).toEqual([question, 200])
    then.set(question, answer.bytes)
    now.set(question, (await asked(question, null)).bytes)
  }

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 })
  expect((await moveOpenCases(15)).size).toBeGreaterThan(3)
  await report(as(officer), { ...inWest, title: '又一堆垃圾' })
  await moveCenter()
  await published(as, [
    { kind: 'merge', from: east, into: west },
    rename(west, 'T-west'),
    { kind: 'reparent', grid: far, parent: gridCode(16, levels - 2, levels) },
    { kind: 'merge', from: 'T-west', into: north },
    { kind: 'create', grid: { code: 'T-half', level: 'd', parent: halvesParent, name: { zh: '对半' } } },
    {
      kind: 'split',
      line: [cornerOf(20), [round(cornerOf(20)[0] + size), round(cornerOf(20)[1] + size)]],
      to: 'T-half',
    },
    { kind: 'retire', grid: gridCode(10, levels - 2, levels) },
  ])
  await moveOpenCases(5)
  vi.setSystemTime(Date.now() + 3_600_000)

  const changed: string[] = []
  for (const question of questions) {
    expect([question, await asked(question, at)]).toEqual([
      question,
      { status: 200, bytes: then.get(question) },
    ])
    if ((await asked(question, null)).bytes !== now.get(question)) changed.push(question)
  }
  expect(await each(at)).toEqual(cases)
  expect(await workload(as(officer), { at })).toEqual(load)
  // the comparison would see a change if there were one
  expect(questions.filter(question => !changed.includes(question)).length).toBeLessThan(5)
})

test('of the past a case has no moves, what came later is not in its log, and before its report it is not there', async () => {
  const { as } = town
  const before = new Date(Date.now() - 1).toISOString()
  const { incident } = await report(as(officer), inWest)
  const reported = new Date().toISOString()
  vi.setSystemTime(Date.now() + 60_000)
  const { rev } = await showIncident(as(officer), incident.id)
  await move(as(officer), incident.id, 'file', { rev })
  const past = await showIncident(as(officer), incident.id, reported)
  expect(past).toMatchObject({ status: 'reported', rev: 1, moves: [], light: null })
  expect(past.events.map(({ verb }) => verb)).toEqual(['report'])
  expect(await showIncident(as(officer), incident.id)).toMatchObject({ status: 'filed', rev: 2 })
  await expect(showIncident(as(officer), incident.id, before)).rejects.toMatchObject({ code: 'not-found' })
})

test('nobody knows yet how things stand in the future, nor how they stood before the first version', async () => {
  const ahead = encodeURIComponent(new Date(Date.now() + 5000).toISOString())
  for (const question of questions.filter(each => !each.startsWith('route'))) {
    expect([question, await api.refusal(`/api/${question}&at=${ahead}`)]).toEqual([
      question,
      '400 in-the-future at',
    ])
    expect([question, await api.refusal(`/api/${question}&at=1901-01-01T00:00:00Z`)]).toEqual([
      question,
      '400 before-first-version at',
    ])
    expect([question, await api.refusal(`/api/${question}&at=2026-01-01T00:00:00`)]).toEqual([
      question,
      '400 bad-time at',
    ])
  }
})
