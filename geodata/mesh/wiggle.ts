import { at, type Mesh, nextCorner, previousCorner, turn } from './mesh.ts'

/** Half-edge → the point that bends it; both half-edges of an edge have the same. */
export type Bends = Map<number, [number, number]>

/** Sideways reach of a bend, as a share of the edge. */
const REACH = 0.17
/** Share of the sideways step that follows the curve of the border; the rest is chance. */
const CURVE = 1

/**
 * Bends every border between two leaves of one district in its middle, so that borders curve and waver below the size of the
 * mesh. A bend stays inside the two thin triangles between its edge and the middles of the triangles beside it. These belong
 * to no other edge, so bent borders cannot touch. District borders stay as the source has them.
 */
export function wiggle(mesh: Mesh, leaf: Int32Array, next: () => number): Bends {
  const along = borderLinks(mesh, leaf)
  const bends: Bends = new Map()
  for (let e = 0; e < mesh.corners.length; e++) {
    const twin = at(mesh.twins, e)
    if (twin < e) continue
    const [t, u] = [Math.floor(e / 3), Math.floor(twin / 3)]
    if (at(leaf, t) === at(leaf, u) || at(mesh.district, t) !== at(mesh.district, u)) continue
    const bend = bendOf(mesh, e, twin, along, next)
    if (bend) bends.set(e, bend).set(twin, bend)
  }
  return bends
}

function bendOf(mesh: Mesh, e: number, twin: number, along: number[][], next: () => number) {
  const { x, y, corners } = mesh
  const a = at(corners, e)
  const b = at(corners, nextCorner(e))
  const [ax, ay, bx, by] = [at(x, a), at(y, a), at(x, b), at(y, b)]
  const before = beyond(along, a, b)
  const after = beyond(along, b, a)
  // the middle of a cubic through four points of the border (Dyn–Levin)
  const cx = (9 * (ax + bx) - at(x, before) - at(x, after)) / 16
  const cy = (9 * (ay + by) - at(y, before) - at(y, after)) / 16
  const aside = REACH * (2 * next() - 1)
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2]
  const wantX = mx + CURVE * (cx - mx) - aside * (by - ay)
  const wantY = my + CURVE * (cy - my) + aside * (bx - ax)
  for (const share of [1, 0.6, 0.3]) {
    const px = Math.round(mx + share * (wantX - mx))
    const py = Math.round(my + share * (wantY - my))
    if (insideKite(mesh, e, px, py) || insideKite(mesh, twin, px, py)) return [px, py] as [number, number]
  }
  return undefined
}

/** The border point that follows `point` when one comes from `from`, or `point` itself at a junction. */
function beyond(along: number[][], point: number, from: number) {
  const list = along[point] ?? []
  return list.length === 2 ? (list.find(v => v !== from) ?? point) : point
}

function borderLinks(mesh: Mesh, leaf: Int32Array) {
  const along: number[][] = Array.from(mesh.x, () => [])
  for (let e = 0; e < mesh.corners.length; e++) {
    const twin = at(mesh.twins, e)
    if (twin >= 0 && at(leaf, Math.floor(twin / 3)) === at(leaf, Math.floor(e / 3))) continue
    const [a, b] = [at(mesh.corners, e), at(mesh.corners, nextCorner(e))]
    along[a]?.push(b)
    if (twin < 0) along[b]?.push(a)
  }
  return along
}

/** Strictly inside the triangle of edge `e` and the middle of its triangle; all numbers times three, so whole and exact. */
function insideKite(mesh: Mesh, e: number, px: number, py: number) {
  const [a, b, c] = [e, nextCorner(e), previousCorner(e)].map(corner => at(mesh.corners, corner)) as [
    number,
    number,
    number,
  ]
  const gx = at(mesh.x, a) + at(mesh.x, b) + at(mesh.x, c)
  const gy = at(mesh.y, a) + at(mesh.y, b) + at(mesh.y, c)
  const [ax, ay] = [3 * at(mesh.x, a), 3 * at(mesh.y, a)]
  const [bx, by] = [3 * at(mesh.x, b), 3 * at(mesh.y, b)]
  const [x, y] = [3 * px, 3 * py]
  return turn(ax, ay, bx, by, x, y) > 0 && turn(bx, by, gx, gy, x, y) > 0 && turn(gx, gy, ax, ay, x, y) > 0
}
