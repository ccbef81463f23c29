import type { ReadableBoundaries } from './boundaries.ts'

/** A whole border between two faces: from where it begins to part them to where it ends. */
export type BorderRun = {
  /** In the direction that has `left` on its left; a closed border names its first vertex at the end again. */
  readonly vertices: readonly number[]
  readonly isClosed: boolean
  readonly left: number
  /** Undefined: the outer border. */
  readonly right: number | undefined
}

/** The border that u→v is part of; undefined where there is none. */
export function borderRun(boundaries: ReadableBoundaries, u: number, v: number): BorderRun | undefined {
  const left = boundaries.faceLeftOf(u, v)
  if (left === undefined) {
    return boundaries.faceLeftOf(v, u) === undefined ? undefined : borderRun(boundaries, v, u)
  }
  const right = boundaries.faceLeftOf(v, u)
  const ring = boundaries.face(left)?.rings.find(r => isStep(r, u, v)) ?? []
  const n = ring.length
  const at = (i: number) => ring[((i % n) + n) % n] as number
  const parts = (i: number) => boundaries.faceLeftOf(at(i + 1), at(i)) === right
  const first = ring.findIndex((w, i) => w === u && at(i + 1) === v)
  let from = first
  while (from > first - n + 1 && parts(from - 1)) from--
  let to = first + 1
  while (to < from + n && parts(to)) to++
  const vertices = Array.from({ length: to - from + 1 }, (_, i) => at(from + i))
  return { vertices, isClosed: to - from === n, left, right }
}

/** All borders around a face, each once. */
export function* runsOfFace(boundaries: ReadableBoundaries, number: number): Generator<BorderRun> {
  for (const ring of boundaries.face(number)?.rings ?? []) {
    const n = ring.length
    const other = (i: number) => boundaries.faceLeftOf(ring[(i + 1) % n] as number, ring[i % n] as number)
    const begin = ring.findIndex((_, i) => other(i) !== other(i + n - 1))
    const first = Math.max(begin, 0)
    for (let i = 0; i < n; ) {
      const right = other(first + i)
      let length = 1
      while (i + length < n && other(first + i + length) === right) length++
      const vertices = Array.from({ length: length + 1 }, (_, k) => ring[(first + i + k) % n] as number)
      yield { vertices, isClosed: begin < 0, left: number, right }
      i += length
    }
  }
}

function isStep(ring: readonly number[], u: number, v: number): boolean {
  const i = ring.indexOf(u)
  return i >= 0 && ring[(i + 1) % ring.length] === v
}
