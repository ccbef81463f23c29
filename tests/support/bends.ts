import type { DraftOperation } from '@jingwei/api/drafts/contract.ts'
import { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { plan } from '@jingwei/geodata/geometry/editing/plan.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'

/** Some 4 km: no face of the demo city is as wide, so grids so far apart share no neighbour. */
const farUnits = 400_000

/** A border that can be bent. */
export interface Bend {
  readonly lon: number
  readonly lat: number
  readonly operations: DraftOperation[]
  /** Another change of the same grids. */
  readonly otherwise: DraftOperation[]
}

/** Vertices that may be moved by some units, far from each other. */
export function bendsOf(topology: GridTopology, levels: readonly string[]): Bend[] {
  const boundaries = new Boundaries(decodeTopology(topology), topology.grids, levels)
  const places = [...boundaries.faces()].flatMap(([, face]): (readonly [number, number])[] => {
    const found = face.rings[0]
      ?.map(vertex => boundaries.place(vertex))
      .find(from =>
        [40, 80].every(
          by => plan(boundaries, { kind: 'move', vertices: [{ from, to: [from[0] + by, from[1]] }] }).patch,
        ),
      )
    return found === undefined ? [] : [found]
  })
  const apart: (readonly [number, number])[] = []
  for (const [x, y] of places) {
    const isFar = apart.every(other => Math.hypot(other[0] - x, other[1] - y) > farUnits)
    if (isFar) apart.push([x, y])
  }
  return apart.map(([x, y]) => {
    const [lon, lat] = [toDegrees(x), toDegrees(y)]
    const moved = (by: number): DraftOperation[] => [
      { kind: 'move', vertices: [{ from: [lon, lat], to: [toDegrees(x + by), lat] }] },
    ]
    return { lon, lat, operations: moved(40), otherwise: moved(80) }
  })
}
