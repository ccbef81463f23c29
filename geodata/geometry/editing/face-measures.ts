import type { Ring } from '../ring.ts'
import { metersPerUnit } from '../square-meters.ts'
import { UNITS_PER_DEGREE } from '../units.ts'
import { bordersOf, type ReadableBoundaries } from './boundaries.ts'

/** Rings of a face as it is now. */
export function coordinatesOfFace(boundaries: ReadableBoundaries, number: number): Ring[] {
  return (boundaries.face(number)?.rings ?? []).map(ring =>
    Int32Array.from(ring.flatMap(vertex => boundaries.place(vertex))),
  )
}

/** Metres around a face, holes too. */
export function perimeterMeters(boundaries: ReadableBoundaries, number: number): number {
  const face = boundaries.face(number)
  if (face === undefined) return 0
  let sum = 0
  for (const [u, v] of bordersOf(face)) {
    const [[ax, ay], [bx, by]] = [boundaries.place(u), boundaries.place(v)]
    const { east, north } = metersPerUnit(ay / UNITS_PER_DEGREE)
    sum += Math.hypot((bx - ax) * east, (by - ay) * north)
  }
  return sum
}
