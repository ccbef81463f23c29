import { assertExact, bboxOf } from '../bbox.ts'
import type { Face } from '../face.ts'
import { buildPartition } from '../partition.ts'
import type { TopologyGrid } from '../topology.ts'
import { MAX_EXTENT } from '../units.ts'
import type { EditFace, Patch, Place } from './patch.ts'

/** What may be asked of the boundaries; actions and rules see no more than this. */
export type ReadableBoundaries = Omit<Boundaries, 'apply'>

/**
 * Faces, grids and shared vertices that can be changed by patches: every border exists once for both its faces, so neighbours
 * cannot come apart. Only leaf grids own faces; what is above them is membership, so nesting cannot break.
 */
export class Boundaries {
  /** Keys of the levels, largest first. */
  readonly levels: readonly string[]
  readonly #places: (Place | null)[] = []
  readonly #vertexAt = new Map<number, number>()
  readonly #faces = new Map<number, EditFace>()
  /** The face left of each directed border, by `halfKey`. */
  readonly #left = new Map<number, number>()
  /** Where the directed borders that begin at a vertex end. */
  readonly #leaving: number[][] = []
  readonly #facesOf = new Map<string, Set<number>>()
  readonly #grids = new Map<string, TopologyGrid>()
  readonly #children = new Map<string, Set<string>>()
  readonly #origin: Place
  #nextFace = 0

  /** The faces must be a sound coverage (`coverage.ts`). Throws `extent-too-wide`. */
  constructor(faces: readonly Face[], grids: readonly TopologyGrid[], levels: readonly string[]) {
    const box = bboxOf(faces.flatMap(face => face.rings))
    assertExact(box)
    this.levels = levels
    this.#origin = [
      Math.floor((box.minX + box.maxX - MAX_EXTENT) / 2),
      Math.floor((box.minY + box.maxY - MAX_EXTENT) / 2),
    ]
    const { xs, ys, faces: numbered } = buildPartition(faces)
    for (const [v, x] of xs.entries()) this.#setVertex(v, [x, ys[v] as number])
    for (const [f, { grid, rings }] of numbered.entries())
      this.#setFace(f, { grid, rings: rings.map(ring => [...ring]) })
    for (const grid of grids) this.#setGrid(grid.code, grid)
  }

  apply({ vertices, faces, grids }: Patch): void {
    for (const { key } of grids) this.#setGrid(key, null)
    for (const { key, after } of grids) this.#setGrid(key, after)
    for (const { key, before, after } of faces) if (before?.rings !== after?.rings) this.#setFace(key, null)
    for (const { key } of vertices) this.#setVertex(key, null)
    for (const { key, after } of vertices) this.#setVertex(key, after)
    for (const { key, after } of faces) this.#setFace(key, after)
  }

  /** Number that a new vertex or face would get. */
  get nextVertex(): number {
    return this.#places.length
  }
  get nextFace(): number {
    return this.#nextFace
  }

  /** Whether a place is whole and near enough for every predicate to be exact. */
  holds([x, y]: Place): boolean {
    const isIn = (value: number, from: number) =>
      Number.isInteger(value) && value >= from && value < from + MAX_EXTENT
    return isIn(x, this.#origin[0]) && isIn(y, this.#origin[1])
  }

  vertexAt(place: Place): number | undefined {
    return this.holds(place) ? this.#vertexAt.get(this.#placeKey(place)) : undefined
  }

  place(vertex: number): Place {
    const place = this.#places[vertex]
    if (place === null || place === undefined) throw new RangeError(`vertex ${vertex}`)
    return place
  }

  face(number: number): EditFace | undefined {
    return this.#faces.get(number)
  }

  faces(): IterableIterator<[number, EditFace]> {
    return this.#faces.entries()
  }

  /** The face left of u→v, if there is one. */
  faceLeftOf(u: number, v: number): number | undefined {
    return this.#left.get(halfKey(u, v))
  }

  /** Faces around a vertex. */
  facesAround(vertex: number): number[] {
    return (this.#leaving[vertex] ?? []).map(v => this.#left.get(halfKey(vertex, v)) as number)
  }

  /** Where the borders that begin at a vertex end; of the outer border only the one that has its face on the left. */
  leavingFrom(vertex: number): readonly number[] {
    return this.#leaving[vertex] ?? []
  }

  /** Whether the outer border of the coverage, or of a gap in it, passes a vertex. */
  isOnOutline(vertex: number): boolean {
    // as many borders arrive as leave: if each that leaves has its twin, each that arrives has it too
    return (this.#leaving[vertex] ?? []).some(v => !this.#left.has(halfKey(v, vertex)))
  }

  grid(code: string): TopologyGrid | undefined {
    return this.#grids.get(code)
  }

  grids(): IterableIterator<TopologyGrid> {
    return this.#grids.values()
  }

  childrenOf(code: string): readonly string[] {
    return [...(this.#children.get(code) ?? [])]
  }

  facesOfGrid(code: string): readonly number[] {
    return [...(this.#facesOf.get(code) ?? [])]
  }

  #setVertex(vertex: number, place: Place | null): void {
    const old = this.#places[vertex]
    if (old !== null && old !== undefined) this.#vertexAt.delete(this.#placeKey(old))
    this.#places[vertex] = place
    if (place !== null) this.#vertexAt.set(this.#placeKey(place), vertex)
  }

  #setFace(number: number, face: EditFace | null): void {
    const old = this.#faces.get(number)
    if (old !== undefined) {
      this.#facesOf.get(old.grid)?.delete(number)
      if (old.rings !== face?.rings) for (const [u, v] of bordersOf(old)) this.#unlink(u, v)
      this.#faces.delete(number)
    }
    if (face === null) return
    this.#faces.set(number, face)
    this.#nextFace = Math.max(this.#nextFace, number + 1)
    if (old?.rings !== face.rings) for (const [u, v] of bordersOf(face)) this.#link(u, v, number)
    addTo(this.#facesOf, face.grid, number)
  }

  #setGrid(code: string, grid: TopologyGrid | null): void {
    const old = this.#grids.get(code)
    if (old?.parent) this.#children.get(old.parent)?.delete(code)
    this.#grids.delete(code)
    if (grid === null) return
    this.#grids.set(code, grid)
    if (grid.parent !== null) addTo(this.#children, grid.parent, code)
  }

  #link(u: number, v: number, face: number): void {
    this.#left.set(halfKey(u, v), face)
    const leaving = this.#leaving[u]
    if (leaving === undefined) this.#leaving[u] = [v]
    else leaving.push(v)
  }

  #unlink(u: number, v: number): void {
    this.#left.delete(halfKey(u, v))
    const leaving = this.#leaving[u] ?? []
    leaving.splice(leaving.indexOf(v), 1)
  }

  /** Below 2^53 within MAX_EXTENT, so exact. */
  #placeKey([x, y]: Place): number {
    return (x - this.#origin[0]) * MAX_EXTENT + (y - this.#origin[1])
  }
}

/** The directed borders of a face. */
export function* bordersOf(face: EditFace): Generator<readonly [u: number, v: number]> {
  for (const ring of face.rings) {
    let u = ring.at(-1) as number
    for (const v of ring) {
      yield [u, v]
      u = v
    }
  }
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([value]))
  else set.add(value)
}

/** Two vertex numbers as one; exact for 67 million vertices. */
function halfKey(u: number, v: number): number {
  return u * 2 ** 26 + v
}
