import { at, type Mesh, nextCorner } from './mesh.ts'
import type { Bends } from './wiggle.ts'

/** A polygon in integer units: outer ring counterclockwise first, holes clockwise; rings are not closed by a repeated point. */
export interface MeshFace {
  region: number
  rings: [number, number][][]
}

/**
 * The faces of all regions except those below 0, traced along half-edges whose other side is another region. A region without
 * points where it touches itself (see mend) gives simple rings, each walked with the region on the left.
 */
export function faces(mesh: Mesh, region: ArrayLike<number>, bends?: Bends): MeshFace[] {
  const next = new Map<string, number>()
  const isBorder = (e: number) => {
    const twin = at(mesh.twins, e)
    return twin < 0 || at(region, Math.floor(twin / 3)) !== at(region, Math.floor(e / 3))
  }
  const edges: number[] = []
  for (let e = 0; e < mesh.corners.length; e++) {
    const own = at(region, Math.floor(e / 3))
    if (own < 0 || !isBorder(e)) continue
    const key = `${own} ${at(mesh.corners, e)}`
    if (next.has(key)) throw new Error(`region ${own} touches itself in a point`)
    next.set(key, e)
    edges.push(e)
  }
  const done = new Set<number>()
  const rings = new Map<number, [number, number][][]>()
  for (const start of edges) {
    if (done.has(start)) continue
    const own = at(region, Math.floor(start / 3))
    const ring: [number, number][] = []
    for (let e = start; !done.has(e); ) {
      done.add(e)
      const v = at(mesh.corners, e)
      ring.push([at(mesh.x, v), at(mesh.y, v)])
      const bend = bends?.get(e)
      if (bend) ring.push(bend)
      const following = next.get(`${own} ${at(mesh.corners, nextCorner(e))}`)
      if (following === undefined) throw new Error('a ring does not close')
      e = following
    }
    rings.set(own, [...(rings.get(own) ?? []), ring])
  }
  return [...rings].sort(([a], [b]) => a - b).flatMap(([own, list]) => nest(own, list))
}

/** Puts each hole into the outer ring around it. */
function nest(region: number, rings: [number, number][][]): MeshFace[] {
  const outer = rings.filter(ring => area(ring) > 0).map(ring => ({ region, rings: [ring] }))
  for (const hole of rings.filter(ring => area(ring) < 0)) {
    const home = outer.find(face => contains(face.rings[0] ?? [], hole[0] ?? [0, 0]))
    if (!home) throw new Error('a hole lies in no face')
    home.rings.push(hole)
  }
  return outer
}

/** Twice the area; only its sign is used. */
function area(ring: [number, number][]) {
  const [ox, oy] = ring[0] ?? [0, 0]
  let sum = 0
  for (const [i, [x, y]] of ring.entries()) {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [ox, oy]
    sum += (x - ox) * (ny - oy) - (nx - ox) * (y - oy)
  }
  return sum
}

function contains(ring: [number, number][], [px, py]: [number, number]) {
  let inside = false
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay]
    if (ay > py !== by > py && px < ax + ((bx - ax) * (py - ay)) / (by - ay)) inside = !inside
  }
  return inside
}
