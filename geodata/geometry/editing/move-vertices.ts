import { vertexOf } from './borders-at.ts'
import type { OperationOf } from './operation.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Moves shared vertices: all faces around them follow, at every level. */
export function moveVertices(sheet: Sheet, { vertices: moves }: OperationOf<'move'>): void {
  for (const { from, to } of moves) {
    const vertex = vertexOf(sheet, from)
    if (sheet.base.isOnOutline(vertex)) throw new Refused('outline-frozen', from)
    if (sheet.isMoved(vertex)) throw new Refused('place-taken', from)
    sheet.moveVertex(vertex, to)
  }
}
