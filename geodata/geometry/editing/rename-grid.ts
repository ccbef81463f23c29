import { gridOf } from './grid-at.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Another name and, where asked, another code; what the grid owns follows. */
export function renameGrid(sheet: Sheet, { grid: old, code, name }: OperationOf<'rename'>): void {
  const { base } = sheet
  const grid = gridOf(sheet, old)
  if (code !== old) {
    if (base.grid(code) !== undefined) throw new Refused('code-taken', null, [code])
    sheet.setGrid(old, null)
    for (const number of base.facesOfGrid(old)) {
      const { rings } = base.face(number) as EditFace
      sheet.setFace(number, { grid: code, rings })
    }
    for (const child of base.childrenOf(old)) sheet.setGrid(child, { ...gridOf(sheet, child), parent: code })
  }
  sheet.setGrid(code, { ...grid, code, name })
}
