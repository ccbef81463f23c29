import { gridOf } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Ends a grid that owns nothing any more. */
export function retireGrid(sheet: Sheet, { grid: code }: OperationOf<'retire'>): void {
  gridOf(sheet, code)
  const isEmpty = sheet.base.facesOfGrid(code).length === 0 && sheet.base.childrenOf(code).length === 0
  if (!isEmpty) throw new Refused('not-empty', null, [code])
  sheet.setGrid(code, null)
}
