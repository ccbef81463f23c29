import { innerBorder } from './borders-at.ts'
import type { OperationOf } from './operation.ts'
import { redraw } from './redraw.ts'
import type { Sheet } from './sheet.ts'

/** Puts a vertex into a border, for both its faces. */
export function insertVertex(sheet: Sheet, { border, at }: OperationOf<'insert'>): void {
  const { u, v, left, right } = innerBorder(sheet, border)
  const vertex = sheet.addVertex(at)
  redraw(sheet, left, [u, v], [u, vertex, v])
  redraw(sheet, right, [v, u], [v, vertex, u])
}
