import { vertexOf } from './borders-at.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace } from './patch.ts'
import { redraw } from './redraw.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Takes a vertex out of the one border that passes it. */
export function deleteVertex(sheet: Sheet, { at }: OperationOf<'delete'>): void {
  const { base } = sheet
  const vertex = vertexOf(sheet, at)
  if (base.isOnOutline(vertex)) throw new Refused('outline-frozen', at)
  const [left, right, ...more] = base.facesAround(vertex)
  if (left === undefined || right === undefined || more.length > 0) throw new Refused('junction', at)
  const ring = (base.face(left) as EditFace).rings.find(r => r.includes(vertex)) as readonly number[]
  const index = ring.indexOf(vertex)
  const before = ring.at(index - 1) as number
  const after = ring[(index + 1) % ring.length] as number
  redraw(sheet, left, [before, vertex, after], [before, after])
  redraw(sheet, right, [after, vertex, before], [after, before])
  sheet.removeVertex(vertex)
}
