import type { EditFace } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Replaces one stretch of a face's ring, both ends kept, by another. */
export function redraw(
  sheet: Sheet,
  number: number,
  stretch: readonly number[],
  by: readonly number[],
): void {
  const face = sheet.face(number) as EditFace
  const rings = face.rings.map(ring => {
    const start = ring.indexOf(stretch[0] as number)
    const isHere = start >= 0 && stretch.every((vertex, i) => ring[(start + i) % ring.length] === vertex)
    if (!isHere) return ring
    const turned = [...ring.slice(start), ...ring.slice(0, start)]
    return [...by.slice(0, -1), ...turned.slice(stretch.length - 1)]
  })
  if (rings.every((ring, r) => ring === face.rings[r])) {
    throw new Refused('no-border', sheet.place(stretch[0] as number), [face.grid])
  }
  sheet.setFace(number, { grid: face.grid, rings })
}
