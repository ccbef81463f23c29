import { gridOf } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Everything of one grid goes to another of the same level, and the first is retired. */
export function mergeGrids(sheet: Sheet, { from, into }: OperationOf<'merge'>): void {
  const { base } = sheet
  const [gone, kept] = [gridOf(sheet, from), gridOf(sheet, into)]
  if (from === into) throw new Refused('same-grid', null, [from])
  if (gone.level !== kept.level) throw new Refused('wrong-level', null, [from, into])
  for (const number of base.facesOfGrid(from)) {
    const { rings } = base.face(number) as EditFace
    sheet.setFace(number, { grid: into, rings })
  }
  for (const code of base.childrenOf(from)) sheet.setGrid(code, { ...gridOf(sheet, code), parent: into })
  sheet.setGrid(from, null)
}
