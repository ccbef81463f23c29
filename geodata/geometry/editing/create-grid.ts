import { assertParent } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** A grid that owns nothing yet: a draft is complete only when it does. */
export function createGrid(sheet: Sheet, { grid }: OperationOf<'create'>): void {
  if (sheet.base.grid(grid.code) !== undefined) throw new Refused('code-taken', null, [grid.code])
  assertParent(sheet, grid)
  sheet.setGrid(grid.code, grid)
}
