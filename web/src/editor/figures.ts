import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { coordinatesOfFace } from '@jingwei/geodata/geometry/editing/face-measures.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Ring } from '@jingwei/geodata/geometry/ring.ts'
import { sideOfRing } from '@jingwei/geodata/geometry/ring.ts'
import { squareMeters } from '@jingwei/geodata/geometry/square-meters.ts'
import type { Ghost } from './ghost.ts'

/** What is known of the grids besides their shape. */
export interface GridKnowledge {
  /** By code; leaf grids that nobody counted are not there. */
  readonly households: ReadonlyMap<string, number>
  /** Places of the open incidents, in units. */
  readonly open: readonly Place[]
}

export interface Figure {
  readonly grid: string
  readonly squareMeters: readonly [before: number, after: number]
  /** After: in proportion to the area, an estimate; null: nobody counted. */
  readonly households: readonly [before: number, after: number] | null
  readonly openIncidents: readonly [before: number, after: number]
}

/** Open incidents around one change, with the grids that have them before it. */
export interface Nearby {
  readonly key: string
  readonly places: readonly Place[]
  readonly owners: readonly (string | null)[]
  readonly shapes: ReadonlyMap<number, readonly Ring[]>
}

/** Looked up once for a drag: the faces that it touches stay the same. */
export function nearbyOf(boundaries: ReadableBoundaries, ghost: Ghost, open: readonly Place[]): Nearby {
  const shapes = new Map(
    ghost.faces.map(({ number }) => [number, coordinatesOfFace(boundaries, number)] as const),
  )
  const [west, south, east, north] = boxOf([...shapes.values()].flat())
  const places = open.filter(([x, y]) => x >= west && x <= east && y >= south && y <= north)
  const gridOf = (number: number) => boundaries.face(number)?.grid ?? ''
  const owners = places.map(place =>
    ownerOf(
      place,
      [...shapes].map(([number, rings]) => ({ grid: gridOf(number), rings })),
    ),
  )
  return { key: keyOf(ghost), places, owners, shapes }
}

export function keyOf(ghost: Ghost): string {
  return ghost.faces.map(({ number }) => number).join(' ')
}

/** What the grids would have, beside what they have. Only incidents between the old and the new borders can change hands. */
export function figuresOf(
  boundaries: ReadableBoundaries,
  ghost: Ghost,
  nearby: Nearby,
  knowledge: GridKnowledge,
): Figure[] {
  const grids = [...new Set(ghost.faces.map(({ grid }) => grid))].sort()
  const whole = new Map(
    grids.map(grid => [
      grid,
      boundaries
        .facesOfGrid(grid)
        .reduce((sum, n) => sum + squareMeters(nearby.shapes.get(n) ?? coordinatesOfFace(boundaries, n)), 0),
    ]),
  )
  const gain = new Map(grids.map(grid => [grid, 0]))
  const add = (grid: string, by: number) => gain.set(grid, (gain.get(grid) ?? 0) + by)
  for (const { number, grid, rings } of ghost.faces) {
    add(grid, squareMeters(rings))
    const before = nearby.shapes.get(number)
    if (before !== undefined) add(boundaries.face(number)?.grid ?? grid, -squareMeters(before))
  }
  const after = nearby.places.map((place, i) =>
    isWithin(place, ghost) ? ownerOf(place, ghost.faces) : (nearby.owners[i] ?? null),
  )
  const count = (owners: readonly (string | null)[], grid: string) =>
    owners.filter(owner => owner === grid).length
  const moved = householdsMoved(grids, whole, gain, knowledge.households)
  return grids.map(grid => {
    const area = whole.get(grid) ?? 0
    const households = knowledge.households.get(grid)
    return {
      grid,
      squareMeters: [area, area + (gain.get(grid) ?? 0)],
      households:
        households === undefined ? null : [households, Math.round(households + (moved.get(grid) ?? 0))],
      openIncidents: [count(nearby.owners, grid), count(after, grid)],
    }
  })
}

/** Who loses ground loses the households of that share; who gains shares them by what it gains: none are made, none are lost. */
function householdsMoved(
  grids: readonly string[],
  whole: ReadonlyMap<string, number>,
  gain: ReadonlyMap<string, number>,
  households: ReadonlyMap<string, number>,
): Map<string, number> {
  const moved = new Map<string, number>()
  let [lost, gained] = [0, 0]
  for (const grid of grids) {
    const by = gain.get(grid) ?? 0
    if (by > 0) gained += by
    if (by >= 0) continue
    const share = ((households.get(grid) ?? 0) * -by) / Math.max(whole.get(grid) ?? 0, 1)
    moved.set(grid, -share)
    lost += share
  }
  for (const grid of grids) {
    const by = gain.get(grid) ?? 0
    if (by > 0) moved.set(grid, (lost * by) / gained)
  }
  return moved
}

/** The grid that has a place; on a border the lowest code, as the router says. */
function ownerOf([x, y]: Place, faces: readonly { grid: string; rings: readonly Ring[] }[]): string | null {
  let owner: string | null = null
  for (const { grid, rings } of faces) {
    if (owner !== null && grid >= owner) continue
    const isOutside = rings.some((ring, r) => sideOfRing(ring, x, y) === (r === 0 ? -1 : 1))
    if (!isOutside) owner = grid
  }
  return owner
}

/** Whether a place may change hands: it lies in the box around what moves. */
function isWithin([x, y]: Place, ghost: Ghost): boolean {
  const box = ghost.reach
  return box === null || (x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3])
}

function boxOf(rings: readonly Ring[]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i] as number)
      east = Math.max(east, ring[i] as number)
      south = Math.min(south, ring[i + 1] as number)
      north = Math.max(north, ring[i + 1] as number)
    }
  return [west, south, east, north]
}
