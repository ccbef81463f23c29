import { GeometryError } from './geometry-error.ts'
import { canonicalRing, type Ring, reversed, type Side, sideOfRing, twiceArea } from './ring.ts'
import { toDegrees } from './units.ts'

/** The atom of the map: a polygon owned by one leaf grid. `rings[0]` is the shell, the others are holes. */
export type Face = {
  /** Code of the leaf grid that owns the face. */
  readonly grid: string
  readonly rings: readonly Ring[]
}

/** Degrees, closed rings: the coordinates of a GeoJSON Polygon. */
export type PolygonCoordinates = number[][][]

/** The same face in its one canonical spelling: direction and start of each ring, order of the holes. */
export function canonicalFace(face: Face): Face {
  const rings = face.rings.map((ring, i) => {
    if (ring.length < 6) throw new GeometryError('ring-too-short', face.grid)
    const counterClockwise = twiceArea(ring) > 0n
    return canonicalRing(counterClockwise === (i === 0) ? ring : reversed(ring))
  })
  const [shell, ...holes] = rings
  if (shell === undefined) throw new GeometryError('ring-too-short', face.grid)
  holes.sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number))
  return { grid: face.grid, rings: [shell, ...holes] }
}

/** Side of an integer point: 0 on the shell or on the border of a hole, -1 inside a hole. Exact. */
export function sideOfFace(face: Face, x: number, y: number): Side {
  for (const [i, ring] of face.rings.entries()) {
    const side = sideOfRing(ring, x, y)
    if (side === 0) return 0
    if ((i === 0) !== side > 0) return -1
  }
  return 1
}

/** Twice the area, holes taken out, in square units. Exact. */
export function twiceAreaOfFace(face: Face): bigint {
  let sum = 0n
  for (const ring of face.rings) sum += twiceArea(ring)
  return sum
}

/** Face → GeoJSON polygon coordinates, each the canonical double. */
export function polygonFromFace(face: Face): PolygonCoordinates {
  return face.rings.map(ringToDegrees)
}

/** Ring → closed list of [lon, lat]. */
export function ringToDegrees(ring: Ring): number[][] {
  const out: number[][] = []
  for (let i = 0; i < ring.length; i += 2) {
    out.push([toDegrees(ring[i] as number), toDegrees(ring[i + 1] as number)])
  }
  const [first] = out
  if (first !== undefined) out.push([...first])
  return out
}
