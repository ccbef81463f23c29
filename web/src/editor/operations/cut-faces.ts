import { type Boundaries, bordersOf } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { Refused } from '@jingwei/geodata/geometry/editing/refusal.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'

export interface Cut {
  readonly operations: Operation[]
  /** Leaf grids that get the pieces left of the line. */
  readonly created: TopologyGrid[]
  /** The line with every place where it meets a border, from the first such place to the last. */
  readonly line: Place[]
}

type Contact = { readonly at: Place; readonly share: number; readonly border: readonly [Place, Place] | null }

/** Cuts faces along a line: vertices where it meets borders, and a split of each face that it crosses. */
export function cutFaces(
  boundaries: Boundaries,
  faces: ReadonlySet<number>,
  line: readonly Place[],
  pieceOf: (leaf: TopologyGrid) => TopologyGrid,
): Cut {
  const course: { at: Place; border: readonly [Place, Place] | null; isOnBorder: boolean }[] = []
  const near = segmentsOf(boundaries, faces)
  for (const [i, to] of line.entries()) {
    const from = line[i - 1]
    if (from === undefined) course.push(standing(boundaries, near, to))
    else {
      for (const { at, border } of isBorder(boundaries, from, to) ? [] : contacts(near, from, to))
        if (`${at}` !== `${course.at(-1)?.at}` && `${at}` !== `${to}`)
          course.push({ at, border, isOnBorder: true })
      course.push(standing(boundaries, near, to))
    }
  }
  const first = course.findIndex(({ isOnBorder }) => isOnBorder)
  const last = course.findLastIndex(({ isOnBorder }) => isOnBorder)
  const used = course.slice(first, last + 1)
  if (first < 0 || used.length < 2) throw new Refused('does-not-split', line[0] ?? null)

  const operations: Operation[] = []
  const cuts = new Map<string, Place[]>()
  for (const { at, border } of used) {
    if (border === null) continue
    const key = `${border}`
    const whole = cuts.get(key) ?? [...border]
    const i = whole.findIndex((place, k) => k > 0 && along(border, place) > along(border, at))
    operations.push({ kind: 'insert', border: [whole[i - 1] as Place, whole[i] as Place], at })
    cuts.set(key, whole.toSpliced(i, 0, at))
  }
  const created = new Map<string, TopologyGrid>()
  const splits: Operation[] = []
  let begin = 0
  for (let i = 1; i < used.length; i++) {
    if (!used[i]?.isOnBorder) continue
    const piece = used.slice(begin, i + 1).map(({ at }) => at)
    begin = i
    const [a, b] = [piece[0] as Place, piece[1] as Place]
    if (piece.length === 2 && isBorder(boundaries, a, b)) continue
    const leaf = leafAround(boundaries, faces, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])
    if (leaf === undefined) continue
    const fresh = created.get(leaf.code) ?? pieceOf(leaf)
    created.set(leaf.code, fresh)
    splits.push({ kind: 'split', line: piece, to: fresh.code })
  }
  const grids = [...new Map([...created.values()].map(grid => [grid.code, grid])).values()]
  operations.push(...grids.map(grid => ({ kind: 'create' as const, grid })), ...splits)
  return { operations, created: grids, line: used.map(({ at }) => at) }
}

/** A border, and whether nothing lies beyond it: the outer border gets no new vertex, a line ends at the nearer one. */
type Segment = readonly [a: Place, b: Place, isOutline: boolean]

function segmentsOf(boundaries: Boundaries, faces: ReadonlySet<number>): Segment[] {
  const out: Segment[] = []
  for (const number of faces) {
    const face = boundaries.face(number)
    if (face === undefined) continue
    for (const [u, v] of bordersOf(face)) {
      const other = boundaries.faceLeftOf(v, u)
      // an inner border is there once
      if (u < v || other === undefined || !faces.has(other))
        out.push([boundaries.place(u), boundaries.place(v), other === undefined])
    }
  }
  return out
}

/** Whether a point of the line is a vertex, lies on a border that has to get one, or is inside a face. */
function standing(boundaries: Boundaries, segments: readonly Segment[], at: Place) {
  if (boundaries.vertexAt(at) !== undefined) return { at, border: null, isOnBorder: true }
  const border = segments.find(([a, b]) => isOn(a, b, at))
  return border === undefined
    ? { at, border: null, isOnBorder: false }
    : { ...meeting(border, at), isOnBorder: true }
}

/** A place on a border: an end of it, or where it gets a vertex. */
function meeting([a, b, isOutline]: Segment, at: Place): Pick<Contact, 'at' | 'border'> {
  const far = (end: Place) => Math.hypot(end[0] - at[0], end[1] - at[1])
  if (isOutline) return { at: far(a) < far(b) ? a : b, border: null }
  const end = [a, b].find(place => `${place}` === `${at}`)
  return { at, border: end === undefined ? [a, b] : null }
}

/** Within a unit of a border: a place on it is rounded. */
function isOn([ax, ay]: Place, [bx, by]: Place, [x, y]: Place): boolean {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  const share = ((x - ax) * dx + (y - ay) * dy) / (length * length)
  return share > 0 && share < 1 && Math.abs((x - ax) * dy - (y - ay) * dx) / length < 1
}

/** Where a→b passes borders, in order. */
function contacts(segments: readonly Segment[], a: Place, b: Place): Contact[] {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]]
  const found: Contact[] = []
  for (const segment of segments) {
    const [c, d] = segment
    const [sx, sy] = [d[0] - c[0], d[1] - c[1]]
    const cross = rx * sy - ry * sx
    if (cross === 0) continue
    const share = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
    const other = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
    if (share <= 0 || share >= 1 || other < 0 || other > 1) continue
    const at: Place = [Math.round(c[0] + other * sx), Math.round(c[1] + other * sy)]
    found.push({ ...meeting(segment, at), share })
  }
  return found.sort((p, q) => p.share - q.share)
}

function isBorder(boundaries: Boundaries, a: Place, b: Place): boolean {
  const [u, v] = [boundaries.vertexAt(a), boundaries.vertexAt(b)]
  if (u === undefined || v === undefined) return false
  return (boundaries.faceLeftOf(u, v) ?? boundaries.faceLeftOf(v, u)) !== undefined
}

function leafAround(
  boundaries: Boundaries,
  faces: ReadonlySet<number>,
  [x, y]: Place,
): TopologyGrid | undefined {
  for (const number of faces) {
    const face = boundaries.face(number)
    if (face === undefined) continue
    let isInside = false
    for (const [u, v] of bordersOf(face)) {
      const [[ax, ay], [bx, by]] = [boundaries.place(u), boundaries.place(v)]
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside
    }
    if (isInside) return boundaries.grid(face.grid)
  }
  return undefined
}

function along([[ax, ay], [bx, by]]: readonly [Place, Place], [x, y]: Place): number {
  return (x - ax) * (bx - ax) + (y - ay) * (by - ay)
}
