import { squareMeters } from '../square-meters.ts'
import { bordersOf, type ReadableBoundaries } from './boundaries.ts'
import { coordinatesOfFace, perimeterMeters } from './face-measures.ts'
import type { Operation } from './operation.ts'
import type { Place } from './patch.ts'
import { chainOf, facesBelow, rankParting } from './tree-of.ts'

/** Something about a grid that may be wanted and is rarely meant. A warning, never a wall. */
export type GridIssue = {
  /** `split-up`: in several parts that do not touch. `sliver`: a face so thin that nobody meant it. */
  readonly code: 'split-up' | 'sliver'
  readonly grid: string
  readonly at: Place
  /** Square metres of the part or face. */
  readonly squareMeters: number
  /** What would mend it, and the grid that would gain; null: to be drawn by hand. */
  readonly fix: { readonly operations: readonly Operation[]; readonly to: string } | null
}

/** Thinner than so much of a circle with the same border is a sliver: a strip of 1 : 60. */
const leastRoundness = 0.05
/** A sliver is small as well. */
const mostSliverMeters = 20_000

/** The parts of a grid but its largest, each with the neighbour that surrounds it most as the one to take it. */
export function splitUpParts(boundaries: ReadableBoundaries, code: string): GridIssue[] {
  const parts = partsOf(boundaries, facesBelow(boundaries, code)).map(faces => ({
    faces,
    area: faces.reduce((sum, face) => sum + squareMeters(coordinatesOfFace(boundaries, face)), 0),
  }))
  parts.sort((a, b) => b.area - a.area)
  return parts.slice(1).map(({ faces, area }) => ({
    code: 'split-up',
    grid: code,
    at: middleOfFace(boundaries, faces[0] as number),
    squareMeters: area,
    fix: handOver(boundaries, code, faces),
  }))
}

/** Faces of a leaf grid that are too thin to be meant. */
export function slivers(boundaries: ReadableBoundaries, code: string): GridIssue[] {
  return boundaries.facesOfGrid(code).flatMap(number => {
    const area = squareMeters(coordinatesOfFace(boundaries, number))
    const roundness = (4 * Math.PI * area) / perimeterMeters(boundaries, number) ** 2
    if (roundness >= leastRoundness || area > mostSliverMeters) return []
    const at = middleOfFace(boundaries, number)
    const fix = handOver(boundaries, code, [number])
    return [{ code: 'sliver' as const, grid: code, at, squareMeters: area, fix }]
  })
}

/** Sets of faces that hang together by borders. */
export function partsOf(boundaries: ReadableBoundaries, faces: readonly number[]): number[][] {
  const left = new Set(faces)
  const parts: number[][] = []
  for (const first of faces) {
    if (!left.delete(first)) continue
    const part = [first]
    for (let i = 0; i < part.length; i++) {
      const face = boundaries.face(part[i] as number)
      if (face === undefined) continue
      for (const [u, v] of bordersOf(face)) {
        const other = boundaries.faceLeftOf(v, u)
        if (other !== undefined && left.delete(other)) part.push(other)
      }
    }
    parts.push(part)
  }
  return parts
}

/** Gives faces, or the leaf grids that own nothing else, to the grid of the same level that shares the longest border with them. */
function handOver(boundaries: ReadableBoundaries, code: string, faces: readonly number[]): GridIssue['fix'] {
  const rank = chainOf(boundaries, code).length - 1
  const own = new Set(faces)
  const shared = new Map<string, number>()
  for (const number of faces) {
    for (const [u, v] of bordersOf(boundaries.face(number) ?? { grid: '', rings: [] })) {
      const other = boundaries.faceLeftOf(v, u)
      const leaf = other === undefined || own.has(other) ? undefined : boundaries.face(other)?.grid
      if (leaf === undefined || rankParting(boundaries, leaf, code) === undefined) continue
      const [[ax, ay], [bx, by]] = [boundaries.place(u), boundaries.place(v)]
      shared.set(leaf, (shared.get(leaf) ?? 0) + Math.hypot(bx - ax, by - ay))
    }
  }
  const [longest] = [...shared].sort((a, b) => b[1] - a[1])
  if (longest === undefined) return null
  const [leaf] = longest
  const isLeaf = rank === boundaries.levels.length - 1
  if (isLeaf) {
    const all = boundaries.facesOfGrid(code).length === faces.length
    const operations: Operation[] = all
      ? [{ kind: 'merge', from: code, into: leaf }]
      : faces.map(number => ({ kind: 'give', border: borderOf(boundaries, number), to: leaf }))
    return { operations, to: leaf }
  }
  const to = chainOf(boundaries, leaf)[rank]
  const parent = chainOf(boundaries, leaf)[boundaries.levels.length - 2]
  const leaves = new Set(faces.flatMap(number => boundaries.face(number)?.grid ?? []))
  const areWhole = [...leaves].every(one => boundaries.facesOfGrid(one).every(number => own.has(number)))
  if (!areWhole || to === undefined || parent === undefined) return null
  return {
    operations: [...leaves].map(grid => ({ kind: 'reparent', grid, parent: parent.code })),
    to: to.code,
  }
}

function borderOf(boundaries: ReadableBoundaries, number: number): [Place, Place] {
  const [u = 0, v = 0] = boundaries.face(number)?.rings[0] ?? []
  return [boundaries.place(u), boundaries.place(v)]
}

function middleOfFace(boundaries: ReadableBoundaries, number: number): Place {
  const ring = boundaries.face(number)?.rings[0] ?? []
  const places = ring.map(vertex => boundaries.place(vertex))
  const sum = places.reduce(([a, b], [x, y]) => [a + x, b + y] as const, [0, 0] as Place)
  return [Math.round(sum[0] / places.length), Math.round(sum[1] / places.length)]
}
