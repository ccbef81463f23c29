import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { EditFace, Patch, Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { plan } from '@jingwei/geodata/geometry/editing/plan.ts'
import type { Refusal } from '@jingwei/geodata/geometry/editing/refusal.ts'
import type { Ring } from '@jingwei/geodata/geometry/ring.ts'

/** What would be there if the pointer were released now; nothing of it is true yet. */
export interface Ghost {
  readonly operation: Operation
  /** Null: not allowed here. */
  readonly patch: Patch | null
  readonly refusal: Refusal | null
  /** Faces as they would be. */
  readonly faces: readonly GhostFace[]
  /** West, south, east, north of all that can change hands, in units; null: not known. */
  readonly reach: readonly [number, number, number, number] | null
}

export interface GhostFace {
  readonly number: number
  readonly grid: string
  readonly rings: readonly Ring[]
}

/** Looks at the faces around what moves only, so its cost does not grow with the city. */
export function ghostOf(boundaries: ReadableBoundaries, operation: Operation): Ghost {
  const { patch, refusal } = plan(boundaries, operation)
  if (refusal !== undefined)
    return { operation, patch: null, refusal, faces: refusedFaces(boundaries, operation), reach: null }
  const moved = new Map(
    patch.vertices.flatMap(({ key, after }) => (after === null ? [] : [[key, after] as const])),
  )
  const faces = new Map<number, EditFace>()
  for (const { key, after } of patch.faces) if (after !== null) faces.set(key, after)
  for (const { key } of patch.vertices)
    for (const number of boundaries.facesAround(key)) {
      const face = boundaries.face(number)
      if (face !== undefined && !faces.has(number) && !isGone(patch, number)) faces.set(number, face)
    }
  return {
    operation,
    patch,
    refusal: null,
    faces: [...faces].map(([n, face]) => drawn(boundaries, n, face, moved)),
    reach: reachOf(boundaries, operation),
  }
}

/** The box around a vertex before and after, and its neighbours. */
function reachOf(boundaries: ReadableBoundaries, operation: Operation): Ghost['reach'] {
  if (operation.kind !== 'move' && operation.kind !== 'insert') return null
  const places =
    operation.kind === 'insert'
      ? [operation.at, ...operation.border]
      : operation.vertices.flatMap(({ from, to }) => {
          const vertex = boundaries.vertexAt(from)
          const beside = vertex === undefined ? [] : boundaries.leavingFrom(vertex)
          return [from, to, ...beside.map(each => boundaries.place(each))]
        })
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** As the pointer would have it, though it may not be. */
function refusedFaces(boundaries: ReadableBoundaries, operation: Operation): GhostFace[] {
  if (operation.kind === 'move') {
    const moved = new Map<number, Place>()
    for (const { from, to } of operation.vertices) {
      const vertex = boundaries.vertexAt(from)
      if (vertex !== undefined) moved.set(vertex, to)
    }
    const numbers = new Set([...moved.keys()].flatMap(vertex => boundaries.facesAround(vertex)))
    return [...numbers].flatMap(number => {
      const face = boundaries.face(number)
      return face === undefined ? [] : [drawn(boundaries, number, face, moved)]
    })
  }
  if (operation.kind !== 'insert') return []
  const [u, v] = operation.border.map(place => boundaries.vertexAt(place))
  if (u === undefined || v === undefined) return []
  const vertex = -1
  const moved = new Map([[vertex, operation.at]])
  return [
    [u, v],
    [v, u],
  ].flatMap(([from = 0, to = 0]) => {
    const number = boundaries.faceLeftOf(from, to)
    const face = number === undefined ? undefined : boundaries.face(number)
    if (number === undefined || face === undefined) return []
    const rings = face.rings.map(ring => {
      const i = ring.indexOf(from)
      return i >= 0 && ring[(i + 1) % ring.length] === to ? ring.toSpliced(i + 1, 0, vertex) : ring
    })
    return [drawn(boundaries, number, { ...face, rings }, moved)]
  })
}

function drawn(
  boundaries: ReadableBoundaries,
  number: number,
  { grid, rings }: EditFace,
  moved: ReadonlyMap<number, Place>,
): GhostFace {
  return {
    number,
    grid,
    rings: rings.map(ring => {
      const out = new Int32Array(ring.length * 2)
      for (let i = 0; i < ring.length; i++) {
        const vertex = ring[i] as number
        const place = moved.get(vertex) ?? boundaries.place(vertex)
        out[2 * i] = place[0]
        out[2 * i + 1] = place[1]
      }
      return out
    }),
  }
}

function isGone(patch: Patch, number: number): boolean {
  return patch.faces.some(({ key, after }) => key === number && after === null)
}
