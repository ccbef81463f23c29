import Flatbush from 'flatbush'
import { isWithin, onSegment, orientation, type Ring, twiceArea } from '../ring.ts'
import { bordersOf } from './boundaries.ts'
import type { EditFace, Place } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/**
 * What must hold of every face that an operation redraws. Together the rules are a proof: borders stay paired because faces share
 * them, the outer border stays, so the numbers of faces over all places still add up to one; if no face is negative or counts
 * twice anywhere, there is no gap and no overlap. That is why only the redrawn faces need to be looked at, and why the cost does
 * not grow with the city.
 */
export type FaceRule = (sheet: Sheet, face: EditFace, before: EditFace | undefined) => void

export const faceRules = { planar, upright, enclavesInside } as const satisfies Record<string, FaceRule>

/** Throws `Refused` where the sheet's faces would not tile any more. */
export function assertLegal(sheet: Sheet, rules: readonly FaceRule[] = Object.values(faceRules)): void {
  if (sheet.isProven) return
  placesFree(sheet)
  for (const [number, face] of sheet.redrawn()) {
    for (const rule of rules) rule(sheet, face, sheet.base.face(number))
  }
}

/** A place names one vertex. */
function placesFree(sheet: Sheet): void {
  const taken = new Set<string>()
  for (const [vertex, place] of sheet.places()) {
    const there = sheet.base.vertexAt(place)
    const isFree = there === undefined || there === vertex || sheet.isMoved(there)
    if (!isFree || taken.has(`${place}`)) throw new Refused('place-taken', place)
    taken.add(`${place}`)
  }
}

type Segment = { readonly u: number; readonly v: number; readonly a: Place; readonly b: Place }

/** Above this many pairs of borders an index is quicker than looking at all. */
const indexFromPairs = 200_000

/** No new border of a face meets another border of it but at a shared end. */
function planar(sheet: Sheet, face: EditFace, before: EditFace | undefined): void {
  const all: Segment[] = []
  for (const [u, v] of bordersOf(face)) all.push({ u, v, a: sheet.place(u), b: sheet.place(v) })
  const old = new Set<string>()
  if (before !== undefined && before.rings !== face.rings)
    for (const [u, v] of bordersOf(before)) old.add(`${u} ${v}`)
  const isNew = ({ u, v }: Segment) =>
    sheet.isMoved(u) || sheet.isMoved(v) || (before?.rings !== face.rings && !old.has(`${u} ${v}`))
  const fresh = all.filter(isNew)
  const candidates = fresh.length * all.length > indexFromPairs ? indexed(all) : always(all)
  for (const segment of fresh) {
    for (const other of candidates(segment)) {
      if (segment !== other && meet(segment, other))
        throw new Refused('crosses', meeting(segment, other), [face.grid])
    }
  }
}

function always<Value>(value: Value): () => Value {
  return () => value
}

function indexed(all: readonly Segment[]): (segment: Segment) => Segment[] {
  const index = new Flatbush(all.length, 16, Int32Array)
  const box = ({ a, b }: Segment) =>
    [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as const
  for (const segment of all) index.add(...box(segment))
  index.finish()
  return segment => index.search(...box(segment)).map(i => all[i] as Segment)
}

/** Whether two borders meet anywhere but in an end that both have. Exact. */
function meet(p: Segment, q: Segment): boolean {
  if (
    Math.max(p.a[0], p.b[0]) < Math.min(q.a[0], q.b[0]) ||
    Math.max(q.a[0], q.b[0]) < Math.min(p.a[0], p.b[0])
  )
    return false
  if (
    Math.max(p.a[1], p.b[1]) < Math.min(q.a[1], q.b[1]) ||
    Math.max(q.a[1], q.b[1]) < Math.min(p.a[1], p.b[1])
  )
    return false
  if (p.u === q.u || p.u === q.v || p.v === q.u || p.v === q.v) return overlap(p, q)
  const [c, d] = [turn(p, q.a), turn(p, q.b)]
  const [a, b] = [turn(q, p.a), turn(q, p.b)]
  if (c * d < 0 && a * b < 0) return true
  return (
    (c === 0 && isOn(p, q.a)) ||
    (d === 0 && isOn(p, q.b)) ||
    (a === 0 && isOn(q, p.a)) ||
    (b === 0 && isOn(q, p.b))
  )
}

/** Two borders with a shared end: whether the other end of one lies on the other. */
function overlap(p: Segment, q: Segment): boolean {
  const own = (_segment: Segment, vertex: number, place: Place, other: Segment) =>
    vertex !== other.u && vertex !== other.v && isOn(other, place)
  return own(p, p.u, p.a, q) || own(p, p.v, p.b, q) || own(q, q.u, q.a, p) || own(q, q.v, q.b, p)
}

function meeting(p: Segment, q: Segment): Place {
  return [p.a, p.b].find(place => isOn(q, place)) ?? [q.a, q.b].find(place => isOn(p, place)) ?? p.b
}

/** The shell runs counter-clockwise, holes clockwise, and all have an area. */
function upright(sheet: Sheet, face: EditFace): void {
  face.rings.forEach((ring, r) => {
    if (ring.length < 3) throw new Refused('ring-too-short', placeOf(sheet, ring), [face.grid])
    const area = twiceArea(coordinates(sheet, ring))
    if (r === 0 ? area <= 0n : area >= 0n) throw new Refused('turned-over', placeOf(sheet, ring), [face.grid])
  })
}

/** Every hole lies in the shell and in no other hole. */
function enclavesInside(sheet: Sheet, face: EditFace): void {
  if (face.rings.length < 2) return
  const rings = face.rings.map(ring => coordinates(sheet, ring))
  rings.forEach((ring, r) => {
    if (r === 0) return
    rings.forEach((other, o) => {
      if (o !== r && isWithin(ring, other) !== (o === 0))
        throw new Refused('enclave-lost', [ring[0] as number, ring[1] as number], [face.grid])
    })
  })
}

export function coordinates(sheet: Sheet, ring: readonly number[]): Ring {
  return Int32Array.from(ring.flatMap(vertex => sheet.place(vertex)))
}

function placeOf(sheet: Sheet, ring: readonly number[]): Place | null {
  return ring[0] === undefined ? null : sheet.place(ring[0])
}

function turn({ a, b }: Segment, c: Place): number {
  return Math.sign(orientation(a[0], a[1], b[0], b[1], c[0], c[1]))
}

function isOn({ a, b }: Segment, c: Place): boolean {
  return onSegment(a[0], a[1], b[0], b[1], c[0], c[1])
}
