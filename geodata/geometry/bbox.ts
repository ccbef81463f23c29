import { GeometryError } from './geometry-error.ts'
import type { Ring } from './ring.ts'
import { MAX_EXTENT } from './units.ts'

/** Smallest box around something, in units, borders included. */
export type Bbox = {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** Box around rings; a box of no rings is empty: min above max. */
export function bboxOf(rings: Iterable<Ring>): Bbox {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const x = ring[i] as number
      const y = ring[i + 1] as number
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
  }
  return { minX, minY, maxX, maxY }
}

/** Refuses an extent in which the predicates would no longer be exact. */
export function assertExact(box: Bbox): void {
  if (box.maxX - box.minX > MAX_EXTENT || box.maxY - box.minY > MAX_EXTENT) {
    throw new GeometryError('extent-too-wide', `${box.maxX - box.minX} × ${box.maxY - box.minY}`)
  }
}
