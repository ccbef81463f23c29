import { expect, test } from 'vitest'
import {
  approved,
  bend,
  bulge,
  drawnTown,
  east,
  levels,
  middle,
  officer,
  problem,
  published,
  rename,
  reviewer,
  west,
} from '../../../tests/support/drawn-town.ts'
import { blockCode } from '../../../tests/support/sample-town.ts'
import { proveCoverage } from '../grids/coverage.ts'
import { showConflicts } from './conflicts.ts'
import { publishDraft } from './publish.ts'
import { resolveConflicts } from './resolve-conflicts.ts'
import { approveDraft, submitDraft } from './review.ts'
import { versionDifference } from './show-difference.ts'
import { showDraft } from './show-draft.ts'

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
  const { grids } = await versionDifference(as(officer), 3)
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
