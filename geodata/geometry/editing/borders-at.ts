import type { BorderPlace } from './operation.ts'
import type { Place } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** The vertex at a place. */
export function vertexOf(sheet: Sheet, place: Place): number {
  const vertex = sheet.base.vertexAt(place)
  if (vertex === undefined) throw new Refused('no-vertex', place)
  return vertex
}

/** A border's vertices and the faces on both sides; refused where there is only one: the outer border stays as it is. */
export function innerBorder(
  sheet: Sheet,
  [from, to]: BorderPlace,
): { u: number; v: number; left: number; right: number } {
  const u = vertexOf(sheet, from)
  const v = vertexOf(sheet, to)
  const left = sheet.base.faceLeftOf(u, v)
  const right = sheet.base.faceLeftOf(v, u)
  if (left === undefined && right === undefined) throw new Refused('no-border', from)
  if (left === undefined || right === undefined) throw new Refused('outline-frozen', from)
  return { u, v, left, right }
}

/** The face left of a border. */
export function faceLeftOf(sheet: Sheet, [from, to]: BorderPlace): number {
  const face = sheet.base.faceLeftOf(vertexOf(sheet, from), vertexOf(sheet, to))
  if (face === undefined) throw new Refused('no-border', from)
  return face
}
