import { expect, test, vi } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, middleOf } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Actor } from '../context.ts'
import { selectEvents } from '../incidents/queries.ts'
import { report } from '../incidents/report.ts'
import { changeDraft } from './change-draft.ts'
import { openDraft } from './open-draft.ts'
import { approveDraft, submitDraft } from './review.ts'

// the files of a run share their modules: publishing is loaded anew, above the spy
vi.mock('./reroute.queries.ts', { spy: true })
vi.resetModules()
const queries = await import('./reroute.queries.ts')
const { publishDraft } = await import('./publish.ts')

const nobody = { account: null, grid: null, person: null, nets: null, department: null }
const officer: Actor = { ...nobody, account: 'officer', role: 'commander' }
const reviewer: Actor = { ...nobody, account: 'reviewer', role: 'commander' }
const [west, east] = [blockCode(10), blockCode(11)]

test('a case that is closed while the version is written stays with the grid that closed it, and is not counted', async () => {
  const database = await townDatabase({ levels: 4, incidents: 0 })
  const service = testService(database)
  const as = (actor: Actor) => testContext(service, { actor })
  const [lon, lat] = middleOf(11)
  const send = async () =>
    (await report(as(officer), { lon, lat, datum: 'wgs84', classCode: 'E01', title: '一处', text: '' }))
      .incident.id
  const [stays, goes] = [await send(), await send()]
  const { id } = await openDraft(as(officer), { title: '并格' })
  await changeDraft(as(officer), id, { rev: 0, operations: [{ kind: 'merge', from: east, into: west }] })
  await submitDraft(as(officer), id)
  await approveDraft(as(reviewer), id)

  const { selectOpenCases } =
    await vi.importActual<typeof import('./reroute.queries.ts')>('./reroute.queries.ts')
  vi.mocked(queries.selectOpenCases).mockImplementationOnce(async (sql, version) => {
    const open = await selectOpenCases(sql, version)
    await sql`update incident set status = 'closed', rev = rev + 1 where id = ${stays}`
    return open
  })
  await publishDraft(as(reviewer), id)

  const codes = await database.sql`
    select i.id, (select distinct code from grid_record r where r.grid_id = i.grid_id) as code from incident i order by i.id`
  expect(codes).toEqual([
    { id: stays, code: east },
    { id: goes, code: west },
  ])
  expect((await selectEvents(database.sql, stays)).map(({ verb }) => verb)).toEqual(['report'])
  expect((await selectEvents(database.sql, goes)).map(({ verb }) => verb)).toEqual(['report', 'reroute'])
  const [told] = await database.sql<{ cases: number }[]>`
    select (data ->> 'cases')::int as cases from audit_event where verb = 'draft.publish'`
  expect(told?.cases).toBe(1)
})
