import { GeometryError } from './geometry-error.ts'
import { canonicalRing, type Ring, reversed, type Side, sideOfRing, twiceArea } from './ring.ts'
import { toDegrees, toUnits } from './units.ts'

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

/** GeoJSON polygon coordinates → face; rounds to units, drops the closing point. Throws `not-a-coordinate`, `ring-too-short`. */
export function faceFromPolygon(grid: string, coordinates: PolygonCoordinates): Face {
  return canonicalFace({ grid, rings: coordinates.map(ringFromDegrees) })
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

function ringFromDegrees(points: number[][]): Ring {
  const flat: number[] = []
  for (const [lon, lat] of points) {
    if (lon === undefined || lat === undefined || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
      throw new GeometryError('not-a-coordinate', `${lon}, ${lat}`)
    }
    flat.push(toUnits(lon), toUnits(lat))
  }
  const n = flat.length
  if (n >= 4 && flat[0] === flat[n - 2] && flat[1] === flat[n - 1]) flat.length = n - 2
  return Int32Array.from(flat)
}
