import type { ReadableBoundaries } from './boundaries.ts'
import { createGrid } from './create-grid.ts'
import { deleteVertex } from './delete-vertex.ts'
import { dissolveBorder } from './dissolve-border.ts'
import { giveFace } from './give-face.ts'
import { insertVertex } from './insert-vertex.ts'
import { assertLegal, type FaceRule } from './legality.ts'
import { mergeGrids } from './merge-grids.ts'
import { moveVertices } from './move-vertices.ts'
import type { Operation, OperationKind, OperationOf } from './operation.ts'
import type { Patch } from './patch.ts'
import { type Refusal, Refused } from './refusal.ts'
import { renameGrid } from './rename-grid.ts'
import { reparentGrid } from './reparent-grid.ts'
import { replaceGrids } from './replace-grids.ts'
import { reshapeBorder } from './reshape-border.ts'
import { retireGrid } from './retire-grid.ts'
import { Sheet } from './sheet.ts'
import { splitFace } from './split-face.ts'

export type Plan =
  | { readonly patch: Patch; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly patch?: never }

/**
 * Says what an operation would change, or why it may not; changes nothing.
 * @param rules only for tests, which show that none of them can be left out
 */
export function plan(
  boundaries: ReadableBoundaries,
  operation: Operation,
  rules?: readonly FaceRule[],
): Plan {
  try {
    const sheet = new Sheet(boundaries)
    draw(sheet, operation)
    assertLegal(sheet, rules)
    return { patch: sheet.patch() }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal }
    throw error
  }
}

const actions: { readonly [Kind in OperationKind]: (sheet: Sheet, operation: OperationOf<Kind>) => void } = {
  move: moveVertices,
  insert: insertVertex,
  delete: deleteVertex,
  reshape: reshapeBorder,
  split: splitFace,
  dissolve: dissolveBorder,
  give: giveFace,
  merge: mergeGrids,
  reparent: reparentGrid,
  create: createGrid,
  retire: retireGrid,
  rename: renameGrid,
  replace: replaceGrids,
}

function draw<Kind extends OperationKind>(sheet: Sheet, operation: OperationOf<Kind>): void {
  const action: (sheet: Sheet, operation: OperationOf<Kind>) => void = actions[operation.kind as Kind]
  action(sheet, operation)
}
