import { type BorderRun, runsOfFace } from '@jingwei/geodata/geometry/editing/border-run.ts'
import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import type { Patch } from '@jingwei/geodata/geometry/editing/patch.ts'
import { rankParting } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { outerBorder } from '../grids/borders-layer.ts'

type Feature = GeoJSON.Feature<GeoJSON.LineString, { level: string }> & { id: number }
export interface BorderChanges {
  readonly remove: number[]
  readonly add: Feature[]
}

/** All borders of a draft as lines on the map, each by a number: a step redraws those of the faces that it touches, not the city. */
export class DraftBorders {
  readonly #boundaries: ReadableBoundaries
  readonly #features = new Map<number, Feature>()
  readonly #ofFace = new Map<number, Set<number>>()
  /** The faces on both sides of each line. */
  readonly #beside = new Map<number, readonly number[]>()
  #next = 1

  constructor(boundaries: ReadableBoundaries) {
    this.#boundaries = boundaries
    for (const [number] of boundaries.faces())
      this.#draw(number, other => other === undefined || number < other)
  }

  get features(): Feature[] {
    return [...this.#features.values()]
  }

  /** Lines around faces. */
  around(faces: Iterable<number>): number[] {
    return [...new Set([...faces].flatMap(face => [...(this.#ofFace.get(face) ?? [])]))]
  }

  /** After patches were applied: what is to be taken from the map, and what comes. */
  redraw(patches: readonly Patch[]): BorderChanges {
    const faces = new Set<number>()
    for (const { vertices, faces: changed, grids } of patches) {
      for (const { key } of changed) faces.add(key)
      for (const { key, after } of vertices)
        if (after !== null && this.#isThere(key))
          for (const face of this.#boundaries.facesAround(key)) faces.add(face)
      for (const { key } of grids) for (const face of this.#below(key)) faces.add(face)
    }
    const remove = this.around(faces)
    for (const id of remove) {
      this.#features.delete(id)
      for (const face of this.#beside.get(id) ?? []) this.#ofFace.get(face)?.delete(id)
      this.#beside.delete(id)
    }
    const before = this.#next
    for (const number of faces)
      this.#draw(number, other => other === undefined || !faces.has(other) || number < other)
    const add = Array.from(
      { length: this.#next - before },
      (_, i) => this.#features.get(before + i) as Feature,
    )
    return { remove, add }
  }

  #isThere(vertex: number): boolean {
    return this.#boundaries.leavingFrom(vertex).length > 0
  }

  #below(code: string): number[] {
    const children = this.#boundaries.childrenOf(code)
    return children.length === 0
      ? [...this.#boundaries.facesOfGrid(code)]
      : children.flatMap(child => this.#below(child))
  }

  #draw(number: number, isMine: (other: number | undefined) => boolean): void {
    for (const run of runsOfFace(this.#boundaries, number)) if (isMine(run.right)) this.#add(run)
  }

  #add({ vertices, left, right }: BorderRun): void {
    const boundaries = this.#boundaries
    const level = this.#levelOf(left, right)
    const id = this.#next++
    this.#features.set(id, {
      type: 'Feature',
      id,
      properties: { level },
      geometry: {
        type: 'LineString',
        coordinates: vertices.map(vertex => {
          const [x, y] = boundaries.place(vertex)
          return [toDegrees(x), toDegrees(y)]
        }),
      },
    })
    const beside = right === undefined ? [left] : [left, right]
    this.#beside.set(id, beside)
    for (const face of beside) {
      const ids = this.#ofFace.get(face)
      if (ids === undefined) this.#ofFace.set(face, new Set([id]))
      else ids.add(id)
    }
  }

  #levelOf(left: number, right: number | undefined): string {
    const [a, b] = [
      this.#boundaries.face(left),
      right === undefined ? undefined : this.#boundaries.face(right),
    ]
    if (a === undefined || b === undefined) return outerBorder
    const rank = rankParting(this.#boundaries, a.grid, b.grid)
    return rank === undefined ? '' : (this.#boundaries.levels[rank] ?? '')
  }
}
