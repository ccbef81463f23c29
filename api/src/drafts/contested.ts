import { takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import { Problem } from '../problem.ts'
import type { Base } from './base.ts'
import { type Cluster, clustersOf } from './clusters.ts'
import type { DraftOperation } from './contract.ts'
import { changedBetween, neighboursIn } from './rebase.ts'
import { draw, openWorkbench, type Workbench } from './workbench.ts'

/** A cluster that somebody has to decide: others changed something there, or the steps are not legal any more. */
export interface Contested extends Cluster {
  /** Why its steps cannot be done on what is there now; null: they can. */
  readonly refused: string | null
}

/** Where a draft meets what others published since its base. */
export function contestedOf(bench: Workbench, base: Base, newest: Base): Contested[] {
  if (base.version === newest.version) return []
  const steps = bench.done.map(({ operation }) => operation)
  const touched = bench.done.map(step => step.touched)
  const again = openWorkbench(newest, bench.boundaries.levels)
  return clustersOf(touched, changedBetween(base, newest), neighboursIn(base))
    .map(cluster => ({
      ...cluster,
      refused: refusalOf(
        again,
        cluster.steps.map(number => steps[number] as DraftOperation),
      ),
    }))
    .filter(({ theirs, refused }) => theirs.length > 0 || refused !== null)
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
