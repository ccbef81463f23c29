import { faceLeftOf } from './borders-at.ts'
import { leafGrid } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace } from './patch.ts'
import type { Sheet } from './sheet.ts'

/** Gives a block to another leaf grid. */
export function giveFace(sheet: Sheet, { border, to }: OperationOf<'give'>): void {
  leafGrid(sheet, to)
  const number = faceLeftOf(sheet, border)
  const { rings } = sheet.face(number) as EditFace
  sheet.setFace(number, { grid: to, rings })
}
