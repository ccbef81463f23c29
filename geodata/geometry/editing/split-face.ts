import { sideOfRing, twiceArea } from '../ring.ts'
import { vertexOf } from './borders-at.ts'
import { leafGrid } from './grid-at.ts'
import { coordinates } from './legality.ts'
import type { OperationOf } from './operation.ts'
import type { EditFace, Place } from './patch.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/** Cuts a face along a line: what lies left of the line goes to a leaf grid, the rest stays. */
export function splitFace(sheet: Sheet, { line, to }: OperationOf<'split'>): void {
  leafGrid(sheet, to)
  const [first, last] = [line[0], line.at(-1)]
  if (first === undefined || last === undefined) throw new Refused('does-not-split')
  if (`${first}` === `${last}`) carve(sheet, line.slice(0, -1), to)
  else cut(sheet, line, first, last, to)
}

function cut(sheet: Sheet, line: readonly Place[], first: Place, last: Place, to: string): void {
  const [a, b] = [vertexOf(sheet, first), vertexOf(sheet, last)]
  // along a border there is none: the middle lies on it
  const { number, ring } = faceAlong(sheet, line, a, b)
  const face = sheet.face(number) as EditFace
  const inner = line.slice(1, -1).map(place => sheet.addVertex(place))
  const old = face.rings[ring] as readonly number[]
  // left of a → b lies the way back along the ring from b to a
  const given = [a, ...inner, ...stretch(old, b, a)]
  const kept = [b, ...inner.toReversed(), ...stretch(old, a, b)]
  divide(sheet, number, ring, given, kept, to)
}

/** A closed line within a face: its inside becomes an enclave. Whichever way it runs, the inside is given. */
function carve(sheet: Sheet, line: readonly Place[], to: string): void {
  if (line.length < 3) throw new Refused('ring-too-short', line[0] ?? null)
  const [x, y] = line[0] as Place
  if (!line.every(place => sheet.base.holds(place))) throw new Refused('bad-place', line[0] ?? null)
  const number = faceAround(sheet, x, y)
  const face = sheet.face(number) as EditFace
  const ring = line.map(place => sheet.addVertex(place))
  const shell = twiceArea(coordinates(sheet, ring)) > 0n ? ring : ring.toReversed()
  divide(sheet, number, face.rings.length, shell, shell.toReversed(), to)
}

/** Two rings in place of one: of these one is the shell of the given or of the kept part; holes go where they lie. */
function divide(
  sheet: Sheet,
  number: number,
  ring: number,
  given: readonly number[],
  kept: readonly number[],
  to: string,
): void {
  const face = sheet.face(number) as EditFace
  const others = face.rings.filter((_, r) => r !== ring && r !== 0)
  const isShell = (r: readonly number[]) => twiceArea(coordinates(sheet, r)) > 0n
  const isIn = (hole: readonly number[], shell: readonly number[]) => {
    const around = coordinates(sheet, shell)
    const sides = hole.map(vertex => sideOfRing(around, ...sheet.place(vertex)))
    return sides.find(side => side !== 0) === 1
  }
  const [givenIsShell, keptIsShell] = [isShell(given), isShell(kept)]
  const shell = face.rings[0] as readonly number[]
  const inGiven = (hole: readonly number[]) => (givenIsShell ? isIn(hole, given) : !isIn(hole, kept))
  const part = (own: readonly number[], ownIsShell: boolean, holes: (readonly number[])[]) =>
    ownIsShell ? [own, ...holes] : [shell, own, ...holes]
  if (!givenIsShell && !keptIsShell)
    throw new Refused('does-not-split', sheet.place(given[0] as number), [face.grid])
  sheet.setFace(number, {
    grid: face.grid,
    rings: part(
      kept,
      keptIsShell,
      others.filter(hole => !inGiven(hole)),
    ),
  })
  sheet.addFace({ grid: to, rings: part(given, givenIsShell, others.filter(inGiven)) })
}

/** The face in which a line runs from a to b, and which of its rings has both. */
function faceAlong(
  sheet: Sheet,
  line: readonly Place[],
  a: number,
  b: number,
): { number: number; ring: number } {
  const { base } = sheet
  const [x, y] = line.length > 2 ? (line[1] as Place) : middleOf(base.place(a), base.place(b))
  const shared = base.facesAround(a).filter(face => base.facesAround(b).includes(face))
  for (const number of new Set(shared)) {
    const rings = (base.face(number) as EditFace).rings
    const ring = rings.findIndex(r => r.includes(a) && r.includes(b))
    if (ring >= 0 && isInside(sheet, rings, x, y)) return { number, ring }
  }
  throw new Refused('does-not-split', line[0] ?? null)
}

function faceAround(sheet: Sheet, x: number, y: number): number {
  for (const [number, face] of sheet.base.faces())
    if (isInBox(sheet, face, x, y) && isInside(sheet, face.rings, x, y)) return number
  throw new Refused('does-not-split', [x, y])
}

/** Most faces are somewhere else: told without copying their coordinates. */
function isInBox(sheet: Sheet, face: EditFace, x: number, y: number): boolean {
  const sides = [0, 0, 0, 0]
  for (const vertex of face.rings[0] ?? []) {
    const [vx, vy] = sheet.base.place(vertex)
    sides[vx < x ? 0 : 1] = 1
    sides[vy < y ? 2 : 3] = 1
  }
  return !sides.includes(0)
}

/** Strictly inside. Half units are exact too: the products stay below 2^53. */
function isInside(sheet: Sheet, rings: readonly (readonly number[])[], x: number, y: number): boolean {
  return rings.every((ring, r) => {
    const side = sideOfRing(coordinates(sheet, ring), x, y)
    return side === (r === 0 ? 1 : -1)
  })
}

function middleOf([ax, ay]: Place, [bx, by]: Place): Place {
  return [(ax + bx) / 2, (ay + by) / 2]
}

/** The vertices of a ring from one to before another. */
function stretch(ring: readonly number[], from: number, to: number): number[] {
  const start = ring.indexOf(from)
  const turned = [...ring.slice(start), ...ring.slice(0, start)]
  return turned.slice(0, turned.indexOf(to))
}
