import type { ReadableBoundaries } from './boundaries.ts'
import { gridsOf, type Patch } from './patch.ts'

/** Codes of all grids that an applied patch changes: those that it writes, and those whose vertices it moves. */
export function touchedGrids(boundaries: ReadableBoundaries, patch: Patch): string[] {
  const moved = patch.vertices.flatMap(({ key }) => boundaries.facesAround(key))
  const around = moved.flatMap(number => boundaries.face(number)?.grid ?? [])
  return [...new Set([...gridsOf(patch), ...around])].sort()
}
