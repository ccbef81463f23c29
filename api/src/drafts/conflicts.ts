import type { Ctx } from '../context.ts'
import type { DraftConflicts } from './contract.ts'
import { askDrafting, besideNewest } from './drafting.ts'
import { draftRow } from './show-draft.ts'

/**
 * Where a draft and what others published since meet, cluster by cluster: whose grids, which steps, and whether these could simply be
 * done again on what is there now. Throws `not-found`.
 */
export async function showConflicts(ctx: Ctx, id: number): Promise<DraftConflicts> {
  const beside = await besideNewest(ctx, await draftRow(ctx, id))
  const { kinds, contested } = await askDrafting(ctx, 'conflicts', beside)
  return {
    against: beside.newest,
    silent: kinds.length - contested.reduce((sum, cluster) => sum + cluster.steps.length, 0),
    clusters: contested.map(({ key, mine, theirs, refused, steps }) => ({
      key,
      mine: [...mine],
      theirs: [...theirs],
      steps: steps.map(number => kinds[number] as (typeof kinds)[number]),
      refused,
    })),
  }
}
