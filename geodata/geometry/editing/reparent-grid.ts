import { assertParent, gridOf } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import type { Sheet } from './sheet.ts'

/** Moves a grid, with all below it, to another parent of the same level. */
export function reparentGrid(sheet: Sheet, { grid: code, parent }: OperationOf<'reparent'>): void {
  const grid = { ...gridOf(sheet, code), parent }
  assertParent(sheet, grid)
  sheet.setGrid(code, grid)
}
