import type { Boundaries } from './boundaries.ts'
import type { Operation } from './operation.ts'
import { inverseOf, type Patch } from './patch.ts'
import { plan } from './plan.ts'
import type { Refusal } from './refusal.ts'

export type Drawn =
  | { readonly patches: readonly Patch[]; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly patches?: never }

/** Draws the operations of one step, each on what the one before left; if one is refused nothing has changed. */
export function drawStep(boundaries: Boundaries, operations: readonly Operation[]): Drawn {
  const patches: Patch[] = []
  for (const operation of operations) {
    const { patch, refusal } = plan(boundaries, operation)
    if (refusal !== undefined) {
      takeBack(boundaries, patches)
      return { refusal }
    }
    boundaries.apply(patch)
    patches.push(patch)
  }
  return { patches }
}

/** Undoes what a step did. */
export function takeBack(boundaries: Boundaries, patches: readonly Patch[]): void {
  for (const patch of patches.toReversed()) boundaries.apply(inverseOf(patch))
}
