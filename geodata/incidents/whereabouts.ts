import { draw, type Urn, urn } from '../grids/places-in-grids.ts'
import type { Tree } from '../grids/tree.ts'
import type { MeshFace } from '../mesh/faces.ts'
import type { Terrain } from '../mesh/grow.ts'
import { at, type Mesh, nextCorner } from '../mesh/mesh.ts'
import { METERS_PER_UNIT_X, METERS_PER_UNIT_Y, UNITS } from '../mesh/plane.ts'

/** Where incidents of a kind happen: around hot spots, else anywhere by the density of people. */
export interface Whereabouts {
  settled: Urn
  open: Urn
  hotspots: Urn[]
}

/** A place that is not inside a leaf, and the leaf it belongs to or is near. */
interface Spot {
  place: [number, number]
  leaf: number
}

const HOTSPOTS = 160
/** Reach of a hot spot in metres: the smallest, and how much the largest adds. */
const REACH = 70
const REACH_MORE = 330

export function whereabouts(land: Terrain, tree: Tree, next: () => number): Whereabouts {
  const gridded = [...tree.leaf.keys()].filter(t => at(tree.leaf, t) >= 0)
  const settled = urn(gridded, t => at(land.weight, t) * Math.sqrt(at(land.slowness, t)))
  const open = urn(gridded, t => Math.sqrt(at(land.weight, t)))
  const hotspots = Array.from({ length: HOTSPOTS }, () => {
    const middle = draw(settled, next)
    const reach = REACH + REACH_MORE * next() * next()
    const distance = (t: number) => {
      const dx = at(land.x, t) - at(land.x, middle)
      const dy = at(land.y, t) - at(land.y, middle)
      return dx * dx + dy * dy
    }
    const district = at(land.mesh.district, middle)
    const near = gridded.filter(
      t => at(land.mesh.district, t) === district && distance(t) < 9 * reach * reach,
    )
    const area = (t: number) => at(land.weight, t) / (at(land.slowness, t) * at(land.slowness, t))
    return urn(near, t => area(t) * Math.exp(-distance(t) / (2 * reach * reach)))
  })
  return { settled, open, hotspots }
}

/** Places on a point of a border or, for every second one, in the middle between two (rounded to a unit). */
export function borderPlaces(faces: MeshFace[], count: number, next: () => number): Spot[] {
  return Array.from({ length: count }, (_, i) => {
    const face = faces[Math.floor(next() * faces.length)]
    const ring = face?.rings[0] ?? []
    const start = Math.floor(next() * ring.length)
    const [ax, ay] = ring[start] ?? [0, 0]
    const [bx, by] = i % 2 === 0 ? [ax, ay] : (ring[(start + 1) % ring.length] ?? [ax, ay])
    return {
      place: [Math.round((ax + bx) / 2) / UNITS, Math.round((ay + by) / 2) / UNITS],
      leaf: face?.region ?? 0,
    }
  })
}

/** Places some metres beyond the rim of the gridded area, and how far they are. */
export function outsidePlaces(mesh: Mesh, tree: Tree, meters: number[], next: () => number): Spot[] {
  const edges = borderEdges(mesh, tree, (own, other) => own >= 0 && other === -1)
  return meters.map(distance => {
    const e = at(edges, Math.floor(next() * edges.length))
    const [a, b] = [at(mesh.corners, e), at(mesh.corners, nextCorner(e))]
    const dx = (at(mesh.x, b) - at(mesh.x, a)) * METERS_PER_UNIT_X
    const dy = (at(mesh.y, b) - at(mesh.y, a)) * METERS_PER_UNIT_Y
    const length = Math.sqrt(dx * dx + dy * dy)
    const x = (at(mesh.x, a) + at(mesh.x, b)) / 2 + ((dy / length) * distance) / METERS_PER_UNIT_X
    const y = (at(mesh.y, a) + at(mesh.y, b)) / 2 - ((dx / length) * distance) / METERS_PER_UNIT_Y
    return { place: [Math.round(x) / UNITS, Math.round(y) / UNITS], leaf: at(tree.leaf, Math.floor(e / 3)) }
  })
}

/** Half-edges by the leaf on their own side and the one beyond; -1 beyond the districts. */
function borderEdges(mesh: Mesh, tree: Tree, wanted: (own: number, other: number) => boolean) {
  return [...mesh.corners.keys()].filter(e => {
    const twin = at(mesh.twins, e)
    return wanted(at(tree.leaf, Math.floor(e / 3)), twin < 0 ? -1 : at(tree.leaf, Math.floor(twin / 3)))
  })
}
