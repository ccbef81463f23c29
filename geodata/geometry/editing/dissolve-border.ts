import { twiceArea } from '../ring.ts'
import { innerBorder } from './borders-at.ts'
import { bordersOf } from './boundaries.ts'
import { coordinates } from './legality.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Makes one face of two of the same grid: every border that only parts these two goes. */
export function dissolveBorder(sheet: Sheet, { border }: OperationOf<'dissolve'>): void {
  const { left, right } = innerBorder(sheet, border)
  const [kept, gone] = [sheet.face(left) as EditFace, sheet.face(right) as EditFace]
  if (kept.grid !== gone.grid) throw new Refused('parts-grids', border[0], [kept.grid, gone.grid])
  const next = new Map<number, number>()
  const before = new Set<number>()
  for (const [face, other] of [
    [kept, right],
    [gone, left],
  ] as const) {
    for (const [u, v] of bordersOf(face)) {
      before.add(u)
      if (sheet.base.faceLeftOf(v, u) === other) continue
      if (next.has(u)) throw new Refused('touches-itself', sheet.place(u), [kept.grid])
      next.set(u, v)
    }
  }
  const rings = closed(next).map(ring => ({ ring, area: twiceArea(coordinates(sheet, ring)) }))
  // two faces with a common border have one border around them; everything inside it is a hole
  const around = (area: bigint) => (area > 0n ? 0 : 1)
  rings.sort((a, b) => around(a.area) - around(b.area))
  sheet.setFace(left, { grid: kept.grid, rings: rings.map(({ ring }) => ring) })
  sheet.setFace(right, null)
  for (const vertex of before) if (!next.has(vertex)) sheet.removeVertex(vertex)
}

function closed(next: ReadonlyMap<number, number>): number[][] {
  const left = new Map(next)
  const rings: number[][] = []
  for (const first of next.keys()) {
    const ring: number[] = []
    for (let u: number | undefined = first; u !== undefined && left.has(u); ) {
      ring.push(u)
      const v: number | undefined = left.get(u)
      left.delete(u)
      u = v
    }
    if (ring.length > 0) rings.push(ring)
  }
  return rings
}
