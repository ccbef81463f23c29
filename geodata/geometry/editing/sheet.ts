import type { TopologyGrid } from '../topology.ts'
import type { ReadableBoundaries } from './boundaries.ts'
import type { EditFace, Patch, Place } from './patch.ts'
import { Refused } from './refusal.ts'

/** Transparent paper over the boundaries: actions draw here, and nothing below changes until the patch is applied. */
export class Sheet {
  readonly base: ReadableBoundaries
  readonly #vertices = new Map<number, Place | null>()
  readonly #faces = new Map<number, EditFace | null>()
  readonly #grids = new Map<string, TopologyGrid | null>()
  #isProven = false
  #newVertices = 0
  #newFaces = 0

  constructor(base: ReadableBoundaries) {
    this.base = base
  }

  /** All that will be drawn has been proven as a whole to tile (`coverage.ts`): the rules need not look at each face again. */
  markProven(): void {
    this.#isProven = true
  }

  get isProven(): boolean {
    return this.#isProven
  }

  place(vertex: number): Place {
    return this.#vertices.get(vertex) ?? this.base.place(vertex)
  }

  face(number: number): EditFace | undefined {
    return this.#faces.has(number) ? (this.#faces.get(number) ?? undefined) : this.base.face(number)
  }

  /** Whether a vertex was moved or is new. */
  isMoved(vertex: number): boolean {
    return this.#vertices.has(vertex)
  }

  addVertex(place: Place): number {
    const vertex = this.base.nextVertex + this.#newVertices++
    this.moveVertex(vertex, place)
    return vertex
  }

  moveVertex(vertex: number, place: Place): void {
    if (!this.base.holds(place)) throw new Refused('bad-place', place)
    this.#vertices.set(vertex, place)
  }

  removeVertex(vertex: number): void {
    this.#vertices.set(vertex, null)
  }

  addFace(face: EditFace): number {
    const number = this.base.nextFace + this.#newFaces++
    this.#faces.set(number, face)
    return number
  }

  setFace(number: number, face: EditFace | null): void {
    this.#faces.set(number, face)
  }

  setGrid(code: string, grid: TopologyGrid | null): void {
    this.#grids.set(code, grid)
  }

  /** Faces whose shape is another than before: redrawn, or with a vertex that moved. */
  redrawn(): ReadonlyMap<number, EditFace> {
    const out = new Map<number, EditFace>()
    for (const [number, face] of this.#faces) {
      if (face !== null && face.rings !== this.base.face(number)?.rings) out.set(number, face)
    }
    for (const vertex of this.#vertices.keys()) {
      for (const number of this.base.facesAround(vertex)) {
        const face = this.face(number)
        if (face !== undefined) out.set(number, face)
      }
    }
    return out
  }

  /** New places of vertices, with the number of each. */
  places(): [number, Place][] {
    return [...this.#vertices].flatMap(([vertex, place]) =>
      place === null ? [] : [[vertex, place] as [number, Place]],
    )
  }

  patch(): Patch {
    const { base } = this
    const known = (vertex: number) => vertex < base.nextVertex
    return {
      vertices: [...this.#vertices].map(([key, after]) => ({
        key,
        before: known(key) ? base.place(key) : null,
        after,
      })),
      faces: [...this.#faces].map(([key, after]) => ({ key, before: base.face(key) ?? null, after })),
      grids: [...this.#grids].map(([key, after]) => ({ key, before: base.grid(key) ?? null, after })),
    }
  }
}
