import type { Terrain } from '../mesh/grow.ts'
import { at } from '../mesh/mesh.ts'
import { UNITS } from '../mesh/plane.ts'

/** Draws triangles by weight: sums of the weights, ready for a binary search. */
export interface Urn {
  triangles: number[]
  sums: Float64Array
}

export function urn(triangles: number[], weight: (t: number) => number): Urn {
  const sums = new Float64Array(triangles.length)
  let sum = 0
  for (const [i, t] of triangles.entries()) {
    sum += weight(t)
    sums[i] = sum
  }
  return { triangles, sums }
}

export function draw({ triangles, sums }: Urn, next: () => number) {
  const wanted = next() * at(sums, sums.length - 1)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(sums, middle) < wanted) low = middle + 1
    else high = middle
  }
  return at(triangles, low)
}

/** The middle of a triangle: always on its own side of bent borders (see wiggle). */
export function middleOf({ mesh }: Terrain, t: number): [number, number] {
  const mean = (axis: Int32Array) =>
    Math.round([0, 1, 2].reduce((sum, k) => sum + at(axis, at(mesh.corners, 3 * t + k)), 0) / 3) / UNITS
  return [mean(mesh.x), mean(mesh.y)]
}

/** A random place in a triangle, in whole units as degrees. */
export function placeIn({ mesh }: Terrain, t: number, next: () => number): [number, number] {
  let u = next()
  let v = next()
  if (u + v > 1) [u, v] = [1 - u, 1 - v]
  const [a, b, c] = [0, 1, 2].map(k => at(mesh.corners, 3 * t + k)) as [number, number, number]
  const mix = (axis: Int32Array) =>
    Math.round(at(axis, a) + u * (at(axis, b) - at(axis, a)) + v * (at(axis, c) - at(axis, a))) / UNITS
  return [mix(mesh.x), mix(mesh.y)]
}

/** Triangles of each leaf. */
export function trianglesOfLeaves(leaf: Int32Array, count: number) {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (const [t, l] of leaf.entries()) lists[l]?.push(t)
  return lists
}

/** The triangle nearest to the weighted middle of a set: inside the set, near where most people are. */
export function middleTriangle(land: Terrain, triangles: number[]) {
  let weight = 0
  let x = 0
  let y = 0
  for (const t of triangles) {
    const w = at(land.weight, t)
    weight += w
    x += w * at(land.x, t)
    y += w * at(land.y, t)
  }
  const distance = (t: number) => {
    const dx = at(land.x, t) - x / weight
    const dy = at(land.y, t) - y / weight
    return dx * dx + dy * dy
  }
  return triangles.reduce((a, b) => (distance(b) < distance(a) ? b : a))
}
