import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  approved,
  bend,
  bulge,
  drawn,
  drawnTown,
  east,
  levels,
  middle,
  nobody,
  north,
  officer,
  problem,
  published,
  rename,
  reviewer,
  round,
  type Spot,
  size,
  south,
  west,
} from '../../../tests/support/drawn-town.ts'
import { blockCode, cornerOf, gridCode } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { type Actor, visitor } from '../context.ts'
import { proveCoverage } from '../grids/coverage.ts'
import { selectTopology } from '../grids/queries.ts'
import { showGrid } from '../grids/show-grid.ts'
import { firstBrokenRevision } from '../incidents/event-chain.ts'
import { replay } from '../incidents/life-cycle.ts'
import { selectEvents } from '../incidents/queries.ts'
import { report } from '../incidents/report.ts'
import { move } from '../moves/move.ts'
import { changeDraft } from './change-draft.ts'
import type { DraftOperation } from './contract.ts'
import { impactOf } from './impact.ts'
import { openDraft } from './open-draft.ts'
import { publishDraft } from './publish.ts'
import { approveDraft, discardDraft, returnDraft, submitDraft } from './review.ts'
import { listVersions, showDraft } from './show-draft.ts'

test('a border is bent, looked at by somebody else and published; the past stays as it was', async () => {
  const { database, as } = await drawnTown()
  const before = new Date()
  const old = await showGrid(as(officer), west, before.toISOString())
  const id = await drawn(as, bend)
  await expect(approveDraft(as(reviewer), id)).rejects.toEqual(problem('draft-state'))
  await submitDraft(as(officer), id)
  await expect(changeDraft(as(officer), id, { rev: 2, operations: bend })).rejects.toEqual(
    problem('draft-state'),
  )
  await expect(approveDraft(as(officer), id)).rejects.toEqual(problem('own-draft'))
  await expect(publishDraft(as(reviewer), id)).rejects.toEqual(problem('draft-state'))
  await approveDraft(as(reviewer), id)
  const foretold = await impactOf(as(officer), id)
  const published = await publishDraft(as(reviewer), id)
  expect(published).toMatchObject({ state: 'published', version: 2 })
  expect(await publishDraft(as(reviewer), id)).toEqual(published)
  expect((await listVersions(as(officer))).map(({ version, base }) => [version, base])).toEqual([
    [2, 1],
    [1, null],
  ])
  expect(await proveCoverage(database.sql, 2)).toMatchObject({ sound: true })
  expect(await proveCoverage(database.sql, 1)).toMatchObject({ sound: true })

  const now = await showGrid(as(officer), west)
  expect(now.areaSquareMeters).toBeLessThan(old.areaSquareMeters * 0.8)
  const told = foretold.grids.find(({ code }) => code === west)
  expect(told).toMatchObject({ change: 'changed', squareMetersBefore: old.areaSquareMeters })
  expect(told?.squareMetersAfter).toBeCloseTo(now.areaSquareMeters, 3)
  expect(await showGrid(as(officer), west, before.toISOString())).toEqual(old)
  // only what changed is written: both blocks, and no outline above them that stayed
  const [rows] = await database.sql`
    select (select count(*) from face where from_version = 2) as faces,
      (select count(*) from grid_record where from_version = 2) as records from city`
  expect(rows).toEqual({ faces: 2, records: 0 })
})

test('a step of several operations is done, refused and undone as one', async () => {
  const { as } = await drawnTown(0)
  const draft = await openDraft(as(officer), { title: '一步多项' })
  const single = await changeDraft(as(officer), draft.id, { rev: 0, operations: bend })
  await changeDraft(as(officer), draft.id, { rev: 2, operations: [{ kind: 'undo' }, { kind: 'undo' }] })
  const step: DraftOperation = { kind: 'together', operations: bend as never }
  const together = await changeDraft(as(officer), draft.id, { rev: 4, operations: [step] })
  expect(together).toMatchObject({ rev: 5, hash: single.hash, undoable: 1 })
  const half: DraftOperation = {
    kind: 'together',
    operations: [
      { kind: 'move', vertices: [{ from: bulge, to: middle }] },
      { kind: 'delete', at: bulge },
    ],
  }
  await expect(changeDraft(as(officer), draft.id, { rev: 5, operations: [half] })).rejects.toEqual(
    expect.objectContaining({ detail: expect.objectContaining({ index: 0, code: 'no-vertex' }) }),
  )
  const undone = await changeDraft(as(officer), draft.id, { rev: 5, operations: [{ kind: 'undo' }] })
  expect(undone).toMatchObject({ undoable: 0, redoable: 1 })
})

test('what is foretold of open cases happens: they go to the grid that has their place, and their log says so', async () => {
  const { database, as } = await drawnTown(0)
  const within: Spot = [round(south[0] - size / 4), middle[1]]
  const beyond: Spot = [round(south[0] - 0.9 * size), middle[1]]
  const [{ code: classCode } = { code: '' }] = await database.sql<
    { code: string }[]
  >`select code from incident_class limit 1`
  const cases = []
  for (const [lon, lat] of [within, beyond]) {
    cases.push(
      (await report(as(officer), { lon, lat, datum: 'wgs84', classCode, title: '一处', text: '' })).incident
        .id,
    )
  }
  const id = await approved(as, bend)
  const { incidents } = await impactOf(as(officer), id)
  expect(incidents).toEqual([{ id: cases[0], from: west, to: east }])
  await publishDraft(as(reviewer), id)
  const rows = await database.sql`
    select i.id, r.code, f.code as reported from incident i
    join grid_record r on r.grid_id = i.grid_id join grid_record f on f.grid_id = i.grid_at_report_id order by i.id`
  expect(rows).toEqual([
    { id: cases[0], code: east, reported: west },
    { id: cases[1], code: west, reported: west },
  ])
  const events = await selectEvents(database.sql, cases[0] ?? 0)
  expect(events.map(event => event.verb)).toEqual(['report', 'reroute'])
  expect(firstBrokenRevision(events)).toBeNull()
  expect(replay(events)).toMatchObject({ status: 'reported', rev: 2 })
})

test('two grids become one: posts end, the center and the cases go over, and a report finds the new owner', async () => {
  const { database, as } = await drawnTown()
  const id = await approved(as, [{ kind: 'merge', from: east, into: west }])
  const foretold = await impactOf(as(officer), id)
  expect(foretold.grids.filter(({ change }) => change === 'retired').map(({ code }) => code)).toEqual([east])
  expect(foretold.posts.length).toBeGreaterThan(0)
  const ends = foretold.posts.find(post => post.role === 'worker')?.id ?? 0
  const [lon, lat] = [cornerOf(11)[0] + size / 2, cornerOf(11)[1] + size / 2]
  const given = (await report(as(officer), { lon, lat, classCode: 'E01', title: '一处', text: '' })).incident
    .id
  await move(as(officer), given, 'file', { rev: 1 })
  await move(as(officer), given, 'dispatch', { rev: 2, assignee: { kind: 'post', id: ends } })
  await publishDraft(as(reviewer), id)
  const [row] = await database.sql<{ stranded: number; posts: number }[]>`
    select (select count(*) from incident i join grid_record r on r.grid_id = i.grid_id
        where i.is_open and r.code = ${east}) as stranded,
      (select count(*) from post p join grid_record r on r.grid_id = p.grid_id
        where r.code = ${east} and p.until_day is null) as posts`
  expect(row).toEqual({ stranded: 0, posts: 0 })
  const [left] = await database.sql`
    select count(*) as cases from incident where is_open and assignee_kind = 'post' and assignee_id = ${ends}`
  expect(left).toEqual({ cases: 0 })
  const [heir] = await database.sql<{ id: number }[]>`
    select p.id from post p join grid_record r on r.grid_id = p.grid_id and r.to_version is null
    where r.code = ${west} and p.role = 'worker' and p.until_day is null`
  const told = await selectEvents(database.sql, given)
  expect(told.map(({ verb }) => verb)).toEqual(['report', 'file', 'dispatch', 'reroute', 'reroute'])
  expect(replay(told)).toMatchObject({ status: 'dispatched', assignee: { kind: 'post', id: heir?.id } })
  expect(firstBrokenRevision(told)).toBeNull()
  expect(await proveCoverage(database.sql, 2)).toMatchObject({ sound: true })
  await expect(showGrid(as(officer), east)).rejects.toEqual(problem('unknown-grid'))
})

test('a new block is cut off, named and moved to another parent; codes may change, the grid stays itself', async () => {
  const { database, as } = await drawnTown()
  const parent = gridCode(10, levels - 2, levels)
  const other = gridCode(31, levels - 2, levels)
  const corner = cornerOf(10)
  const id = await approved(as, [
    { kind: 'create', grid: { code: 'T-new', level: 'd', parent, name: { zh: '新网格' } } },
    { kind: 'split', line: [corner, north], to: 'T-new' },
    { kind: 'reparent', grid: 'T-new', parent: other },
    { kind: 'rename', grid: east, code: 'T-renamed', name: { zh: '改名' } },
  ])
  await publishDraft(as(reviewer), id)
  expect(await proveCoverage(database.sql, 2)).toMatchObject({ sound: true })
  expect((await showGrid(as(officer), 'T-new')).chain.at(-2)?.code).toBe(other)
  const [same] = await database.sql`
    select count(distinct grid_id) as grids from grid_record where code in (${east}, 'T-renamed')`
  expect(same).toEqual({ grids: 1 })
})

test('a batch is taken whole or not at all, undo and redo are steps of the log, and an old revision is told', async () => {
  const { database, as } = await drawnTown(0)
  const draft = await openDraft(as(officer), { title: '试画' })
  const broken: DraftOperation = { kind: 'move', vertices: [{ from: middle, to: south }] }
  await expect(
    changeDraft(as(officer), draft.id, { rev: 0, operations: [...bend, broken] }),
  ).rejects.toMatchObject({
    code: 'operation-refused',
    detail: { index: 2, code: 'no-vertex', at: middle },
  })
  const first = await changeDraft(as(officer), draft.id, { rev: 0, operations: bend })
  await expect(changeDraft(as(officer), draft.id, { rev: 0, operations: bend })).rejects.toEqual(
    problem('draft-moved'),
  )
  const undone = await changeDraft(as(officer), draft.id, { rev: 2, operations: [{ kind: 'undo' }] })
  expect(undone).toMatchObject({ rev: 3, undoable: 1, redoable: 1 })
  const again = await changeDraft(as(officer), draft.id, { rev: 3, operations: [{ kind: 'redo' }] })
  expect(again.hash).toBe(first.hash)
  await expect(
    changeDraft(as(officer), draft.id, { rev: 4, operations: [{ kind: 'redo' }] }),
  ).rejects.toEqual(problem('operation-refused'))
  // another process that has never seen the draft draws the log and finds the same
  const elsewhere = testContext(testService(database), { actor: officer })
  const there = await changeDraft(elsewhere, draft.id, {
    rev: 4,
    operations: [{ kind: 'undo' }, { kind: 'redo' }],
  })
  expect(there.hash).toBe(first.hash)
  expect((await showDraft(as(officer), draft.id)).log.map(({ operation }) => operation.kind)).toEqual([
    ...['insert', 'move', 'undo', 'redo', 'undo', 'redo'],
  ])
  await expect(changeDraft(as(reviewer), draft.id, { rev: 6, operations: bend })).rejects.toEqual(
    problem('not-allowed'),
  )
  await discardDraft(as(officer), draft.id)
  await expect(submitDraft(as(officer), draft.id)).rejects.toEqual(problem('draft-state'))
})

test('a lead draws within the own grid only', async () => {
  const { as } = await drawnTown(0)
  const lead: Actor = { ...nobody, account: 'lead', role: 'lead', grid: gridCode(10, 0, levels) }
  const far: Actor = { ...lead, account: 'far', grid: gridCode(31, 0, levels) }
  const own = await openDraft(as(lead), { title: '本片区' })
  await expect(changeDraft(as(lead), own.id, { rev: 0, operations: bend })).resolves.toMatchObject({ rev: 2 })
  // a move alone names no grid: those around the vertex count
  const further: Spot = [bulge[0], round(bulge[1] + size / 10)]
  const move: DraftOperation = { kind: 'move', vertices: [{ from: bulge, to: further }] }
  await expect(changeDraft(as(lead), own.id, { rev: 2, operations: [move] })).resolves.toMatchObject({
    rev: 3,
  })
  const others = await openDraft(as(far), { title: '别人的' })
  await expect(changeDraft(as(far), others.id, { rev: 0, operations: bend })).rejects.toEqual(
    problem('not-allowed'),
  )
  expect((await showDraft(as(far), others.id)).rev).toBe(0)
  await submitDraft(as(lead), own.id)
  await expect(returnDraft(as(far), own.id)).rejects.toEqual(problem('not-allowed'))
  await expect(returnDraft(as(lead), own.id)).resolves.toMatchObject({ state: 'open' })
})

test('drafts that touch the same grids conflict, others are drawn again on what was published', async () => {
  const { database, as } = await drawnTown(0)
  const mine = await approved(as, bend)
  const theirs = await approved(as, [{ kind: 'merge', from: east, into: west }])
  const away = await approved(as, [
    { kind: 'rename', grid: blockCode(31, levels), code: 'T-away', name: { zh: '远处' } },
  ])
  await publishDraft(as(reviewer), mine)
  await expect(publishDraft(as(reviewer), theirs)).rejects.toMatchObject({
    code: 'draft-conflict',
    detail: { version: 2, grids: expect.arrayContaining([west, east]) },
  })
  await expect(publishDraft(as(reviewer), away)).resolves.toMatchObject({ version: 3 })
  expect(await proveCoverage(database.sql, 3)).toMatchObject({ sound: true })
})

test('a draft in which a grid owns nothing is not handed in', async () => {
  const { as } = await drawnTown(0)
  const parent = gridCode(10, levels - 2, levels)
  const id = await drawn(as, [
    { kind: 'create', grid: { code: 'T-empty', level: 'd', parent, name: { zh: '空' } } },
  ])
  await expect(submitDraft(as(officer), id)).rejects.toMatchObject({
    code: 'draft-incomplete',
    detail: { grids: ['T-empty'] },
  })
})

test('two publish at once: the same draft becomes one version, two drafts become two', async () => {
  const { database, as } = await drawnTown(0)
  const one = await approved(as, bend)
  const both = await Promise.all([publishDraft(as(reviewer), one), publishDraft(as(reviewer), one)])
  expect(both.map(({ version }) => version)).toEqual([2, 2])
  const away = await approved(as, [
    { kind: 'rename', grid: blockCode(31, levels), code: 'T-away', name: { zh: '远处' } },
  ])
  const back = await approved(as, [
    { kind: 'rename', grid: blockCode(16, levels), code: 'T-near', name: { zh: '近处' } },
  ])
  const two = await Promise.all([publishDraft(as(reviewer), away), publishDraft(as(reviewer), back)])
  expect(two.map(({ version }) => version).sort()).toEqual([3, 4])
  expect(await proveCoverage(database.sql, 4)).toMatchObject({ sound: true })
})

test('reports that come while boundaries are published have a grid of the newest version', async () => {
  const { database, as } = await drawnTown(0)
  const id = await approved(as, bend)
  const within: Spot = [round(south[0] - size / 4), middle[1]]
  const [{ code: classCode } = { code: '' }] = await database.sql<
    { code: string }[]
  >`select code from incident_class limit 1`
  const send = () =>
    report(as(officer), {
      lon: within[0],
      lat: within[1],
      datum: 'wgs84',
      classCode,
      title: '一处',
      text: '',
    })
  const sending = Array.from({ length: 30 }, send)
  await Promise.all([...sending, publishDraft(as(reviewer), id), ...Array.from({ length: 30 }, send)])
  const rows = await database.sql`
    select distinct r.code from incident i join grid_record r on r.grid_id = i.grid_id`
  expect(rows).toEqual([{ code: east }])
})

test('a draft that changes nothing is not handed in, also where strokes take each other back', async () => {
  const { as } = await drawnTown(0)
  const { id } = await openDraft(as(officer), { title: '空草案' })
  await expect(submitDraft(as(officer), id)).rejects.toEqual(problem('draft-empty'))
  await changeDraft(as(officer), id, { rev: 0, operations: [...bend, { kind: 'delete', at: bulge }] })
  await expect(submitDraft(as(officer), id)).rejects.toEqual(problem('draft-empty'))
  await changeDraft(as(officer), id, { rev: 3, operations: [{ kind: 'undo' }] })
  expect(await submitDraft(as(officer), id)).toMatchObject({ state: 'submitted' })
})

test('a draft that is taken back while it is published leaves no version behind', async () => {
  const { as } = await drawnTown(0)
  const id = await approved(as, bend)
  const [published] = await Promise.allSettled([
    publishDraft(as(reviewer), id),
    ...Array.from({ length: 3 }, () => returnDraft(as(officer), id)),
  ])
  const { state } = await showDraft(as(officer), id)
  expect(published.status).toBe(state === 'published' ? 'fulfilled' : 'rejected')
  expect(await listVersions(as(officer))).toHaveLength(state === 'published' ? 2 : 1)
})

test('a grid with a new code keeps what is known of it, in the document of the version too', async () => {
  const { database, as } = await drawnTown(0)
  await published(as, [rename(east, 'T-again')])
  const stored = await selectTopology(database.sql, 2)
  const { grids } = JSON.parse(brotliDecompressSync(stored?.topology ?? new Uint8Array()).toString('utf8'))
  const known = grids.find((grid: { code: string }) => grid.code === 'T-again')
  expect(known).toMatchObject({ households: 100, synthetic: true })
})

test('a key publishes once: at the same time, after a lost answer, and never another draft; a word goes with a review', async () => {
  const { database, as } = await drawnTown(0)
  const idempotencyKey = 'publish-once'
  const id = await approved(as, bend)
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => publishDraft(as(reviewer), id, { idempotencyKey })),
  )
  for (const answer of answers) expect(answer).toEqual({ ...answers[0], state: 'published', version: 2 })
  expect(await publishDraft(as(reviewer), id, { idempotencyKey })).toEqual(answers[0])
  const other = await approved(as, [rename(blockCode(31, levels), 'T-away')])
  await expect(publishDraft(as(reviewer), other, { idempotencyKey })).rejects.toEqual(
    problem('idempotency-conflict'),
  )
  expect(await listVersions(as(officer))).toHaveLength(2)
  const [audit] =
    await database.sql`select count(*)::int as publications from audit_event where verb = 'draft.publish'`
  expect(audit).toEqual({ publications: 1 })
  await expect(publishDraft(as(reviewer), other, { idempotencyKey: 'another-key' })).resolves.toMatchObject({
    version: 3,
  })

  // in the same town, which takes a while to build
  const named = await drawn(as, [rename(blockCode(30, levels), 'T-named')])
  await submitDraft(as(officer), named)
  await returnDraft(as(reviewer), named, { remark: '北侧请沿河' })
  expect(await showDraft(as(officer), named)).toMatchObject({ state: 'open', remark: '北侧请沿河' })
  await submitDraft(as(officer), named)
  await approveDraft(as(reviewer), named, { remark: '同意' })
  expect(await publishDraft(as(reviewer), named)).toMatchObject({ remark: '同意' })
  const people = { draft: named, author: 'officer', reviewer: 'reviewer' }
  expect((await listVersions(as(officer)))[0]).toMatchObject(people)
  expect((await listVersions(as(visitor)))[0]).toMatchObject({ draft: named, author: null, reviewer: null })
})
