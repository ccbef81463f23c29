import Flatbush from 'flatbush'
import { bordersOf, type ReadableBoundaries } from './boundaries.ts'
import type { Patch, Place } from './patch.ts'

/** How far one may be away, in units east and north: a circle on the screen is no circle in degrees. */
export type Reach = readonly [x: number, y: number]

export type NearVertex = { readonly vertex: number; readonly distance: number }
export type NearBorder = {
  readonly u: number
  readonly v: number
  /** The nearest place on it, rounded to units. */
  readonly at: Place
  /** 1 is the whole reach. */
  readonly distance: number
}

/** After so many changed faces a new index is quicker than looking at them one by one. */
const mostChanged = 400

/** Finds what is near a place among all borders. Changed faces are looked at beside the index, until there are many. */
export class NearBorders {
  readonly #boundaries: ReadableBoundaries
  readonly #changed = new Set<number>()
  #index: Flatbush | null = null
  #ends: Int32Array = new Int32Array()

  constructor(boundaries: ReadableBoundaries) {
    this.#boundaries = boundaries
  }

  /** To be told of every patch that was applied. */
  note({ vertices, faces }: Patch): void {
    if (this.#index === null) return
    for (const { key, after } of faces) if (after !== null) this.#changed.add(key)
    for (const { key, after } of vertices)
      if (after !== null) for (const face of this.#boundaries.facesAround(key)) this.#changed.add(face)
    if (this.#changed.size > mostChanged) this.#index = null
  }

  /** The nearest vertex within reach, but those that are left out. */
  vertex(place: Place, reach: Reach, without: ReadonlySet<number> = new Set()): NearVertex | null {
    let best: NearVertex | null = null
    for (const [u, v] of this.#around(place, reach)) {
      for (const vertex of [u, v]) {
        if (without.has(vertex)) continue
        const distance = away(place, this.#boundaries.place(vertex), reach)
        if (distance <= (best?.distance ?? 1)) best = { vertex, distance }
      }
    }
    return best
  }

  /** The nearest border within reach, but those that end in a vertex that is left out. */
  border(place: Place, reach: Reach, without: ReadonlySet<number> = new Set()): NearBorder | null {
    let best: NearBorder | null = null
    for (const [u, v] of this.#around(place, reach)) {
      if (without.has(u) || without.has(v)) continue
      const at = nearestOn(place, this.#boundaries.place(u), this.#boundaries.place(v), reach)
      const distance = away(place, at, reach)
      if (distance <= (best?.distance ?? 1)) best = { u, v, at, distance }
    }
    return best
  }

  *#around([x, y]: Place, [dx, dy]: Reach): Generator<readonly [number, number]> {
    const boundaries = this.#boundaries
    const index = this.#built()
    if (index !== null) {
      for (const i of index.search(x - dx, y - dy, x + dx, y + dy)) {
        const u = this.#ends[2 * i] as number
        const v = this.#ends[2 * i + 1] as number
        if (boundaries.faceLeftOf(u, v) !== undefined) yield [u, v]
      }
    }
    for (const number of this.#changed) {
      const face = boundaries.face(number)
      if (face !== undefined) yield* bordersOf(face)
    }
  }

  #built(): Flatbush | null {
    if (this.#index !== null) return this.#index
    const ends: number[] = []
    for (const [, face] of this.#boundaries.faces())
      for (const [u, v] of bordersOf(face))
        if (u < v || this.#boundaries.faceLeftOf(v, u) === undefined) ends.push(u, v)
    if (ends.length === 0) return null
    const index = new Flatbush(ends.length / 2, 16, Int32Array)
    for (let i = 0; i < ends.length; i += 2) {
      const [ax, ay] = this.#boundaries.place(ends[i] as number)
      const [bx, by] = this.#boundaries.place(ends[i + 1] as number)
      index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
    index.finish()
    this.#ends = Int32Array.from(ends)
    this.#changed.clear()
    this.#index = index
    return index
  }
}

/** Distance as a share of the reach. */
function away([px, py]: Place, [x, y]: Place, [dx, dy]: Reach): number {
  return Math.hypot((px - x) / dx, (py - y) / dy)
}

function nearestOn([px, py]: Place, [ax, ay]: Place, [bx, by]: Place, [dx, dy]: Reach): Place {
  const [vx, vy] = [(bx - ax) / dx, (by - ay) / dy]
  const length = vx * vx + vy * vy
  const along = length === 0 ? 0 : (((px - ax) / dx) * vx + ((py - ay) / dy) * vy) / length
  const share = Math.min(1, Math.max(0, along))
  return [Math.round(ax + share * (bx - ax)), Math.round(ay + share * (by - ay))]
}
