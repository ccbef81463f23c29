import type { Face } from '../face.ts'
import { canonicalFace } from '../face.ts'
import { isWithin, onSegment, orientation, type Ring, sideOfRing } from '../ring.ts'
import { toDegrees } from '../units.ts'
import { faultOf, type ImportFault } from './fault.ts'

type Place = readonly [x: number, y: number]

/** A hole that touches its shell in one point leaves a face that no editor could move: it is cut in two, and both stay with the grid. */
export function mendFaces(faces: readonly Face[]): { faces: Face[]; faults: ImportFault[] } {
  const faults: ImportFault[] = []
  const out = faces.flatMap(face => {
    const touch = firstTouch(face.rings)
    if (touch === null) return [face]
    const pieces = cutAt(face, touch)
    const [x, y] = touch.at
    const at = [toDegrees(x), toDegrees(y)] as const
    const repairs = pieces === null ? [] : ([{ kind: 'cut' }] as const)
    faults.push(faultOf({ code: 'touches-itself', grids: [face.grid], at, repairs }))
    if (pieces === null) return [face]
    const mended = mendFaces(pieces)
    faults.push(...mended.faults)
    return mended.faces
  })
  return { faces: out, faults }
}

type Touch = { readonly hole: number; readonly other: number; readonly at: Place }

/** The first vertex that two rings share. */
function firstTouch(rings: readonly Ring[]): Touch | null {
  if (rings.length < 2) return null
  const seen = new Map<string, number>()
  for (const [r, ring] of rings.entries()) {
    for (const [x, y] of placesOf(ring)) {
      const other = seen.get(`${x} ${y}`)
      if (other !== undefined && other !== r) return { hole: r, other, at: [x, y] }
      seen.set(`${x} ${y}`, r)
    }
  }
  return null
}

/** How many straight cuts are tried, the shortest first. */
const mostTries = 4000

/** Two faces along a straight line between vertices of both rings; null: they only touch holes, or no such line is free. */
function cutAt({ grid, rings }: Face, { hole, other, at }: Touch): Face[] | null {
  if (other !== 0) return null
  const shell = [...placesOf(rings[0] as Ring)]
  const inner = [...placesOf(rings[hole] as Ring)]
  const isAt = ([x, y]: Place) => x === at[0] && y === at[1]
  const tries = inner
    .flatMap((a, i) => shell.map((b, j) => ({ i, j, far: Math.hypot(a[0] - b[0], a[1] - b[1]) })))
    .filter(({ i, j }) => !isAt(inner[i] as Place) && !isAt(shell[j] as Place))
    .sort((p, q) => p.far - q.far)
  for (const { i, j } of tries.slice(0, mostTries)) {
    if (!isFree(rings, inner[i] as Place, shell[j] as Place)) continue
    // shell: touch → b, cut, a → touch along the hole; and the other way round
    const [v, w] = [shell.findIndex(isAt), inner.findIndex(isAt)]
    const first = [...stretch(shell, v, j), ...stretch(inner, i, w).slice(0, -1)]
    const second = [...stretch(shell, j, v), ...stretch(inner, w, i).slice(1)]
    const others = rings.filter((_, r) => r !== 0 && r !== hole)
    return [first, second].map(places => {
      const ring = Int32Array.from(places.flat())
      return canonicalFace({ grid, rings: [ring, ...others.filter(each => isWithin(each, ring))] })
    })
  }
  return null
}

/** From one vertex to another, both ends with it. */
function stretch(ring: readonly Place[], from: number, to: number): Place[] {
  const out: Place[] = []
  for (let i = from; i !== to; i = (i + 1) % ring.length) out.push(ring[i] as Place)
  return [...out, ring[to] as Place]
}

/** Whether a line between two vertices runs inside and meets nothing on its way. */
function isFree(rings: readonly Ring[], a: Place, b: Place): boolean {
  const middle: Place = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  for (const [r, ring] of rings.entries()) {
    if (sideOfRing(ring, ...middle) !== (r === 0 ? 1 : -1)) return false
    const places = [...placesOf(ring)]
    for (const [i, d] of places.entries()) {
      const c = places.at(i - 1) as Place
      if (!isEnd(c, a, b) && onSegment(...a, ...b, ...c)) return false
      if (isEnd(c, a, b) || isEnd(d, a, b)) continue
      const turns = (p: Place, q: Place, s: Place) => Math.sign(orientation(...p, ...q, ...s))
      if (turns(a, b, c) !== turns(a, b, d) && turns(c, d, a) !== turns(c, d, b)) return false
    }
  }
  return true
}

function isEnd([x, y]: Place, a: Place, b: Place): boolean {
  return (x === a[0] && y === a[1]) || (x === b[0] && y === b[1])
}

function* placesOf(ring: Ring): Iterable<Place> {
  for (let i = 0; i < ring.length; i += 2) yield [ring[i] as number, ring[i + 1] as number]
}
