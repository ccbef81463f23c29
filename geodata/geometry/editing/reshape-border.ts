import { innerBorder, vertexOf } from './borders-at.ts'
import type { OperationOf } from './operation.ts'
import { redraw } from './redraw.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Draws a stretch of one border anew, between two of its vertices. */
export function reshapeBorder(sheet: Sheet, { along, through }: OperationOf<'reshape'>): void {
  const [first, second] = along
  if (first === undefined || second === undefined) throw new Refused('no-border', first ?? null)
  const { left, right } = innerBorder(sheet, [first, second])
  const old = along.map(place => vertexOf(sheet, place))
  const inner = old.slice(1, -1)
  for (const vertex of inner) {
    if (sheet.base.facesAround(vertex).length !== 2) throw new Refused('junction', sheet.place(vertex))
    sheet.removeVertex(vertex)
  }
  const ends = [old[0] as number, old.at(-1) as number] as const
  const kept = new Map(inner.map(vertex => [`${sheet.base.place(vertex)}`, vertex]))
  const drawn = through.map(place => {
    const vertex = kept.get(`${place}`)
    if (vertex === undefined) return sheet.addVertex(place)
    sheet.moveVertex(vertex, place)
    return vertex
  })
  const line = [ends[0], ...drawn, ends[1]]
  redraw(sheet, left, old, line)
  redraw(sheet, right, old.toReversed(), line.toReversed())
}
