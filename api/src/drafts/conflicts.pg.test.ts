import { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { contentHash } from '@jingwei/geodata/geometry/editing/content-hash.ts'
import { written } from '@jingwei/geodata/geometry/editing/written.ts'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { sampleWishes } from '@jingwei/geodata/geometry/testing/random-operations.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { expect, test } from 'vitest'
import {
  approved,
  bend,
  bulge,
  drawnTown,
  east,
  levelKeys,
  levels,
  middle,
  officer,
  problem,
  published,
  rename,
  reviewer,
  west,
} from '../../../tests/support/drawn-town.ts'
import { drawable, reach } from '../../../tests/support/random-edits.ts'
import { blockCode, sampleTown } from '../../../tests/support/sample-town.ts'
import { proveCoverage } from '../grids/coverage.ts'
import { clustersOf } from './clusters.ts'
import { showConflicts } from './conflicts.ts'
import type { Difference, DraftOperation } from './contract.ts'
import { publishDraft } from './publish.ts'
import { neighboursIn } from './rebase.ts'
import { resolveConflicts } from './resolve-conflicts.ts'
import { approveDraft, submitDraft } from './review.ts'
import { versionDifference } from './show-difference.ts'
import { showDraft } from './show-draft.ts'
import { draw, type Workbench } from './workbench.ts'

const [far, quiet] = [blockCode(31, levels), blockCode(20, levels)]

test('conflicts are settled cluster by cluster: again, not, or by hand; what nobody contests follows', async () => {
  const { database, as } = await drawnTown(0)
  const mine = await approved(as, [...bend, rename(far, 'T-mine'), rename(quiet, 'T-quiet')])
  expect(await showConflicts(as(officer), mine)).toEqual({ against: 1, silent: 4, clusters: [] })
  await published(as, [rename(west, 'T-west'), rename(far, 'T-theirs')])

  await expect(publishDraft(as(reviewer), mine)).rejects.toEqual(problem('draft-conflict'))
  const { against, silent, clusters } = await showConflicts(as(officer), mine)
  expect({ against, silent }).toEqual({ against: 2, silent: 1 })
  expect(clusters).toMatchObject([
    { steps: ['insert', 'move'], mine: [west, east].toSorted(), theirs: ['T-west', west], refused: null },
    { steps: ['rename'], mine: ['T-mine', far], theirs: ['T-theirs', far], refused: 'unknown-grid' },
  ])
  const choose = (one: 'mine' | 'redo', two: 'mine' | 'theirs') => ({
    against,
    choices: clusters.map(({ key }, i) => ({ cluster: key, take: i === 0 ? one : two })),
  })
  const resolve = (input: Parameters<typeof resolveConflicts>[2]) =>
    resolveConflicts(as(officer), mine, input)
  await expect(resolveConflicts(as(reviewer), mine, choose('mine', 'theirs'))).rejects.toEqual(
    problem('not-allowed'),
  )
  await expect(resolve({ against, choices: [] })).rejects.toEqual(problem('bad-field'))
  await expect(resolve({ ...choose('mine', 'theirs'), against: 1 })).rejects.toEqual(problem('draft-moved'))
  await expect(resolve(choose('mine', 'mine'))).rejects.toEqual(problem('operation-refused'))
  const next = await resolve(choose('mine', 'theirs'))
  expect(next).toMatchObject({ base: 2, state: 'open', rev: 3, redo: [] })
  const given = await showDraft(as(officer), mine)
  expect(given).toMatchObject({ state: 'discarded', replacedBy: next.id })
  expect(given.log).toHaveLength(4)

  await submitDraft(as(officer), next.id)
  await approveDraft(as(reviewer), next.id)
  await publishDraft(as(reviewer), next.id)
  expect(await proveCoverage(database.sql, 3)).toMatchObject({ sound: true })
  const { grids }: Difference = JSON.parse(await versionDifference(as(officer), 3))
  const isDrawn = grids.map(({ code, after }): [string, boolean] => [code, after !== null])
  expect(new Map(isDrawn)).toEqual(
    new Map([
      ['T-quiet', false],
      ['T-west', true],
      [east, true],
    ]),
  )

  // a move alone changes no ring of numbers: its grids count all the same
  const further: [number, number] = [bulge[0], Math.round((bulge[1] + 0.001) * 1e7) / 1e7]
  const moved = await approved(as, [{ kind: 'move', vertices: [{ from: bulge, to: further }] }])
  await published(as, [{ kind: 'move', vertices: [{ from: bulge, to: middle }] }])
  const again = await showConflicts(as(officer), moved)
  expect(again).toMatchObject({
    silent: 0,
    clusters: [{ mine: ['T-west', east].toSorted(), refused: 'no-vertex' }],
  })
  const byHand = await resolveConflicts(as(officer), moved, {
    against: again.against,
    choices: again.clusters.map(({ key }) => ({ cluster: key, take: 'redo' })),
  })
  expect(byHand).toMatchObject({ base: 4, rev: 0, redo: ['T-west', east].toSorted() })
})

const topology = sampleTown({ levels: 4, incidents: 0 }).topology as GridTopology
const faces = decodeTopology(topology)
const neighbours = neighboursIn({ partition: buildPartition(faces) })
const pairs = 80

function bench(): Workbench {
  return { boundaries: new Boundaries(faces, topology.grids, levelKeys), done: [], undone: [] }
}

/** SHA-256 of the town after both. */
function after(first: readonly DraftOperation[], second: readonly DraftOperation[]): string {
  const { boundaries, ...rest } = bench()
  draw({ boundaries, ...rest }, first)
  draw({ boundaries, ...rest }, second)
  return contentHash(written(boundaries))
}

test('two drafts that merge the same pair, and one that hangs a grid below a parent that is gone meanwhile', async () => {
  const { database, as } = await drawnTown(0)
  const merge: DraftOperation[] = [{ kind: 'merge', from: east, into: west }]
  const first = await approved(as, merge)
  const second = await approved(as, merge)
  await publishDraft(as(reviewer), first)
  await expect(publishDraft(as(reviewer), second)).rejects.toMatchObject({ code: 'draft-conflict' })
  expect(await showConflicts(as(officer), second)).toMatchObject({
    clusters: [{ steps: ['merge'], refused: 'unknown-grid' }],
  })

  const [grid] = await database.sql<{ code: string; parent: string; other: string }[]>`
    select g.code, p.code as parent, o.code as other
    from grid_record g
    join grid_record p on p.grid_id = g.parent_id and p.to_version is null
    join grid_record o on o.level = p.level and o.grid_id <> p.grid_id and o.to_version is null
    where g.to_version is null and g.code = ${quiet}
    order by o.code limit 1`
  if (grid === undefined) throw new Error('no parents')
  const children = await database.sql<{ code: string }[]>`
    select g.code from grid_record g join grid_record p on p.grid_id = g.parent_id and p.to_version is null
    where g.to_version is null and p.code = ${grid.other}`
  const away = await approved(as, [{ kind: 'reparent', grid: quiet, parent: grid.other }])
  await published(as, [
    ...children.map(({ code }): DraftOperation => ({ kind: 'reparent', grid: code, parent: grid.parent })),
    { kind: 'retire', grid: grid.other },
  ])
  await expect(publishDraft(as(reviewer), away)).rejects.toMatchObject({ code: 'draft-conflict' })
  expect(await proveCoverage(database.sql, 3)).toMatchObject({ sound: true })
})

test('two drafts that do not meet come to the same town in either order', () => {
  const drafts = sampleWishes(3, reach, { seed: 8, lists: 2 * pairs }).map(wishes => {
    const own = bench()
    const operations = drawable(own, wishes)
    return { operations, touched: own.done.map(step => step.touched) }
  })
  let apart = 0
  let met = 0
  for (let i = 0; i < drafts.length; i += 2) {
    const [one, other] = drafts.slice(i, i + 2)
    if (one === undefined || other === undefined) continue
    const meet = clustersOf(one.touched, other.touched, neighbours).some(({ theirs }) => theirs.length > 0)
    if (meet) met++
    else if (one.operations.length > 0 && other.operations.length > 0) {
      apart++
      expect(after(one.operations, other.operations)).toBe(after(other.operations, one.operations))
    }
  }
  // both kinds are tried
  expect(apart).toBeGreaterThan(10)
  expect(met).toBeGreaterThan(10)
})
