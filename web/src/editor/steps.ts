import type { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { drawStep } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import {
  type Operation,
  type OperationKind,
  operationsOf,
  type Together,
} from '@jingwei/geodata/geometry/editing/operation.ts'
import { inverseOf, type Patch } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Refusal } from '@jingwei/geodata/geometry/editing/refusal.ts'

import { touchedGrids } from '@jingwei/geodata/geometry/editing/touched-grids.ts'

/** What one gesture or command did. */
export interface Step {
  readonly drawn: Operation | Together
  readonly patches: readonly Patch[]
}

/** An entry of the draft's log: a step, or that the last one is taken back or done again. */
export type Entry = Operation | Together | { readonly kind: 'undo' } | { readonly kind: 'redo' }

/** Boundaries with what was done to them; the server keeps the same from the same log. */
export class Steps {
  readonly boundaries: Boundaries
  readonly done: Step[] = []
  readonly undone: Step[] = []
  /** Told of every patch in the order in which they are applied. */
  readonly #applied: (patches: readonly Patch[]) => void

  constructor(boundaries: Boundaries, applied: (patches: readonly Patch[]) => void = () => {}) {
    this.boundaries = boundaries
    this.#applied = applied
  }

  /** @returns why it may not be, or null */
  write(entry: Entry): Refusal | null {
    if (entry.kind === 'undo' || entry.kind === 'redo') {
      const isUndo = entry.kind === 'undo'
      const step = (isUndo ? this.done : this.undone).pop()
      if (step === undefined) return nothingThere
      const patches = isUndo ? step.patches.toReversed().map(inverseOf) : step.patches
      for (const patch of patches) this.boundaries.apply(patch)
      ;(isUndo ? this.undone : this.done).push(step)
      this.#applied(patches)
      return null
    }
    const { patches, refusal } = drawStep(this.boundaries, operationsOf(entry))
    if (refusal !== undefined) return refusal
    this.done.push({ drawn: entry, patches })
    this.undone.length = 0
    this.#applied(patches)
    return null
  }
}

const nothingThere: Refusal = { code: 'no-vertex', at: null, grids: [] }

/** What a step is called: the one of its operations that its author meant. */
export function nameOf({ drawn }: Pick<Step, 'drawn'>): OperationKind {
  const kinds = operationsOf(drawn).map(({ kind }) => kind)
  const meant = (['merge', 'split', 'reshape', 'reparent', 'create'] as const).find(kind =>
    kinds.includes(kind),
  )
  return meant ?? kinds[0] ?? 'move'
}

/** Grids that a step changes, as far as they are still there. */
export function gridsTouched({ boundaries }: Pick<Steps, 'boundaries'>, { patches }: Step): string[] {
  return [...new Set(patches.flatMap(patch => touchedGrids(boundaries, patch)))]
}
