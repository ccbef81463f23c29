import { takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { newestVersion } from '../grids/newest-version.ts'
import { Problem } from '../problem.ts'
import { type Cluster, clustersOf } from './clusters.ts'
import type { DraftConflicts, DraftOperation } from './contract.ts'
import { baseOf, giveBack, takeWorkbench } from './open-workbench.ts'
import { type DraftRow, selectLevelKeys } from './queries.ts'
import { changedBetween, neighboursIn } from './rebase.ts'
import { draftRow } from './show-draft.ts'
import { draw, openWorkbench, type Workbench } from './workbench.ts'

/** A draft beside what others published since its base. */
export interface Overtaken {
  readonly atlas: Atlas
  /** What was done and not undone, in order. */
  readonly steps: readonly DraftOperation[]
  /** Clusters that somebody has to decide: others changed something there, or the steps are not legal any more. */
  readonly contested: readonly Contested[]
}

interface Contested extends Cluster {
  /** Why its steps cannot be done on what is there now; null: they can. */
  readonly refused: string | null
}

/** Never call it inside a transaction. */
export async function overtaken(ctx: Ctx, draft: DraftRow): Promise<Overtaken> {
  const newest = await newestVersion(ctx.sql)
  const atlas = newest && (await ctx.atlases.of(ctx, newest.version))
  if (atlas === undefined) throw new Problem('before-first-version')
  const base = await baseOf(ctx, draft)
  const bench = await takeWorkbench(ctx, draft)
  const steps = bench.done.map(({ operation }) => operation)
  const touched = bench.done.map(step => step.touched)
  giveBack(ctx, draft, bench)
  if (base.version === atlas.version) return { atlas, steps, contested: [] }
  const again = openWorkbench(atlas, await selectLevelKeys(ctx.sql))
  const clusters = clustersOf(touched, changedBetween(base, atlas), neighboursIn(base)).map(cluster => ({
    ...cluster,
    refused: refusalOf(
      again,
      cluster.steps.map(number => steps[number] as DraftOperation),
    ),
  }))
  const contested = clusters.filter(({ theirs, refused }) => theirs.length > 0 || refused !== null)
  return { atlas, steps, contested }
}

/**
 * Where a draft and what others published since meet, cluster by cluster: whose grids, which steps, and whether these could simply be
 * done again on what is there now. Throws `not-found`.
 */
export async function showConflicts(ctx: Ctx, id: number): Promise<DraftConflicts> {
  const { atlas, steps, contested } = await overtaken(ctx, await draftRow(ctx, id))
  return {
    against: atlas.version,
    silent: steps.length - contested.reduce((sum, cluster) => sum + cluster.steps.length, 0),
    clusters: contested.map(({ key, mine, theirs, refused, steps: numbers }) => ({
      key,
      mine: [...mine],
      theirs: [...theirs],
      steps: numbers.map(number => (steps[number] as DraftOperation).kind),
      refused,
    })),
  }
}

/** Nothing stays drawn. */
function refusalOf(bench: Workbench, steps: readonly DraftOperation[]): string | null {
  const before = bench.done.length
  try {
    draw(bench, steps)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return String((error.detail as { code?: string } | undefined)?.code ?? error.code)
  }
  const done = bench.done.splice(before)
  takeBack(
    bench.boundaries,
    done.flatMap(({ patches }) => patches),
  )
  return null
}
