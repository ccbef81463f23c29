import type { NearBorders, Reach } from '@jingwei/geodata/geometry/editing/near-borders.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'

/** Where a place is held: on a vertex, on a border between two, in line with its neighbours, or nowhere. */
export type Anchor =
  | { readonly kind: 'vertex'; readonly vertex: number }
  | { readonly kind: 'border'; readonly u: number; readonly v: number }
  | { readonly kind: 'line' }
export interface Snapped {
  readonly at: Place
  readonly anchor: Anchor | null
}

/** For a line that is drawn: the nearest vertex wins over any border; without either the place stays free. */
export function snapToBorders(
  near: NearBorders,
  at: Place,
  reach: Reach,
  place: (v: number) => Place,
): Snapped {
  const vertex = near.vertex(at, reach)
  if (vertex !== null) return { at: place(vertex.vertex), anchor: { kind: 'vertex', vertex: vertex.vertex } }
  const border = near.border(at, reach)
  if (border !== null) return { at: border.at, anchor: { kind: 'border', u: border.u, v: border.v } }
  return { at, anchor: null }
}

/**
 * For a vertex that is moved: another vertex or a border of the tiling is never its place, they are all somebody's. What helps is its
 * own old place, and the straight line between its neighbours.
 */
export function snapToLine(
  at: Place,
  reach: Reach,
  own: Place,
  ends: readonly [Place, Place] | null,
): Snapped {
  if (isNear(at, own, reach)) return { at: own, anchor: { kind: 'line' } }
  if (ends === null) return { at, anchor: null }
  const [[ax, ay], [bx, by]] = ends
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : ((at[0] - ax) * dx + (at[1] - ay) * dy) / length
  if (share <= 0 || share >= 1) return { at, anchor: null }
  const on: Place = [Math.round(ax + share * dx), Math.round(ay + share * dy)]
  return isNear(at, on, reach) ? { at: on, anchor: { kind: 'line' } } : { at, anchor: null }
}

function isNear(a: Place, b: Place, [dx, dy]: Reach): boolean {
  return Math.hypot((a[0] - b[0]) / dx, (a[1] - b[1]) / dy) <= 1
}
