import { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { drawStep, takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import { inverseOf, type Patch } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Refusal } from '@jingwei/geodata/geometry/editing/refusal.ts'
import { touchedGrids } from '@jingwei/geodata/geometry/editing/touched-grids.ts'
import { faceOf } from '@jingwei/geodata/geometry/partition.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { Problem } from '../problem.ts'
import type { Base } from './base.ts'
import type { DraftOperation } from './contract.ts'
import { toOperations } from './operations.ts'

/** Boundaries that a draft's log is drawn on, with what can be undone and redone. */
export interface Workbench {
  readonly boundaries: Boundaries
  readonly done: Step[]
  readonly undone: Step[]
}

interface Step {
  readonly operation: DraftOperation
  readonly patches: readonly Patch[]
  /** Codes of the grids that it touches, before and after. */
  readonly touched: readonly string[]
}

export function openWorkbench(
  { partition, grids: known }: Pick<Base, 'partition' | 'grids'>,
  levels: readonly string[],
): Workbench {
  const faces = partition.faces.map(face => faceOf(partition, face))
  const grids = known.map(({ code, level, parent, name }) => ({ code, level, parent, name }))
  return { boundaries: new Boundaries(faces, grids, levels), done: [], undone: [] }
}

/**
 * Draws a batch; all of it or none. Throws `operation-refused` with the operation's place in the batch.
 * @returns codes of the grids that it touches, before and after
 */
export function draw(bench: Workbench, operations: readonly DraftOperation[]): string[] {
  const touched = new Set<string>()
  const way: Patch[] = []
  const note = (patches: readonly Patch[]): string[] => {
    way.push(...patches)
    const codes = [...new Set(patches.flatMap(patch => touchedGrids(bench.boundaries, patch)))]
    for (const code of codes) touched.add(code)
    return codes
  }
  const before = { done: [...bench.done], undone: [...bench.undone] }
  try {
    for (const [index, operation] of operations.entries()) step(bench, operation, index, note)
  } catch (error) {
    takeBack(bench.boundaries, way)
    bench.done.splice(0, Infinity, ...before.done)
    bench.undone.splice(0, Infinity, ...before.undone)
    throw error
  }
  return [...touched]
}

function step(
  bench: Workbench,
  operation: DraftOperation,
  index: number,
  note: (patches: readonly Patch[]) => string[],
): void {
  if (operation.kind === 'undo' || operation.kind === 'redo') {
    const isUndo = operation.kind === 'undo'
    const last = (isUndo ? bench.done : bench.undone).pop()
    if (last === undefined)
      throw new Problem('operation-refused', { detail: { index, code: 'nothing-there' } })
    const way = isUndo ? last.patches.toReversed().map(inverseOf) : last.patches
    for (const patch of way) bench.boundaries.apply(patch)
    note(way)
    ;(isUndo ? bench.undone : bench.done).push(last)
    return
  }
  const { patches, refusal } = drawStep(bench.boundaries, toOperations(operation))
  if (patches === undefined) throw refused(index, refusal)
  bench.done.push({ operation, patches, touched: note(patches) })
  bench.undone.length = 0
}

function refused(index: number, { code, at, grids }: Refusal): Problem {
  const place = at === null ? null : at.map(toDegrees)
  return new Problem('operation-refused', { detail: { index, code, at: place, grids } })
}
