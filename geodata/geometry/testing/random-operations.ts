import fc from 'fast-check'
import type { Boundaries } from '../editing/boundaries.ts'
import type { BorderPlace, Operation } from '../editing/operation.ts'
import type { EditFace, Place } from '../editing/patch.ts'
import type { TopologyGrid } from '../topology.ts'

/** A wish without a place: which operation, and numbers that choose where in whatever state it meets. */
export type Wish = {
  readonly kind: Exclude<Operation['kind'], 'replace'> | 'island'
  readonly face: number
  readonly corner: number
  readonly other: number
  readonly dx: number
  readonly dy: number
}

/** Random wishes; `reach` is how far a vertex may be asked to go, in units. */
export function wishes(count: number, reach: number): fc.Arbitrary<Wish[]> {
  const step = fc.integer({ min: -reach, max: reach })
  const kind = fc.constantFrom<Wish['kind'][]>(
    'move',
    'move',
    'move',
    'insert',
    'insert',
    'delete',
    'reshape',
    'split',
    'split',
    'island',
    'dissolve',
    'dissolve',
    'give',
    'merge',
    'reparent',
    'create',
    'retire',
    'rename',
  )
  const nat = fc.nat({ max: 1_000_000 })
  return fc.array(fc.record({ kind, face: nat, corner: nat, other: nat, dx: step, dy: step }), {
    minLength: count,
    maxLength: count,
  })
}

/** The same lists every time. */
export function sampleWishes(count: number, reach: number, { seed, lists }: { seed: number; lists: number }) {
  return fc.sample(wishes(count, reach), { seed, numRuns: lists })
}

/** The operation that a wish stands for here; null where there is nothing to do it to. */
export function operationFor(boundaries: Boundaries, wish: Wish): Operation | null {
  const faces = [...boundaries.faces()]
  const [, face] = at(faces, wish.face)
  const ring = at(face.rings, wish.other)
  const corner = (offset: number): Place => boundaries.place(at(ring, wish.corner + offset))
  const shifted = ([x, y]: Place, by = 1): Place => [x + wish.dx * by, y + wish.dy * by]
  const border: BorderPlace = [corner(0), corner(1)]
  const grids = [...boundaries.grids()]
  const grid = at(grids, wish.face)
  const leaves = grids.filter(({ level }) => level === boundaries.levels.at(-1))
  const another = at(leaves, wish.other).code
  switch (wish.kind) {
    case 'move':
      return { kind: 'move', vertices: [{ from: corner(0), to: shifted(corner(0)) }] }
    case 'insert':
      return { kind: 'insert', border, at: shifted(middle(border)) }
    case 'delete':
      return { kind: 'delete', at: corner(0) }
    case 'reshape':
      return { kind: 'reshape', along: [corner(0), corner(1), corner(2)], through: [shifted(corner(1))] }
    case 'split': {
      const end = corner(2 + (wish.other % Math.max(1, ring.length - 3)))
      const line = [corner(0), shifted(middle([corner(0), end])), end]
      return { kind: 'split', line: wish.dx % 2 === 0 ? line : [corner(0), end], to: another }
    }
    case 'island': {
      const [x, y] = insideOf(boundaries, face)
      const size = 1 + Math.abs(wish.dx)
      return {
        kind: 'split',
        line: [
          [x, y],
          [x + size, y],
          [x, y + size],
          [x, y],
        ],
        to: another,
      }
    }
    case 'dissolve':
      return { kind: 'dissolve', border }
    case 'give':
      return { kind: 'give', border, to: another }
    case 'merge':
      return { kind: 'merge', from: grid.code, into: sameLevel(grids, grid, wish.other).code }
    case 'reparent': {
      const parents = grids.filter(each => each.level === boundaries.grid(grid.parent ?? '')?.level)
      return parents.length === 0
        ? null
        : { kind: 'reparent', grid: grid.code, parent: at(parents, wish.other).code }
    }
    case 'create': {
      const code = `n${wish.corner}`
      return { kind: 'create', grid: { ...grid, code, name: { zh: code } } }
    }
    case 'retire':
      return { kind: 'retire', grid: grid.code }
    case 'rename':
      return { kind: 'rename', grid: grid.code, code: `r${wish.corner}`, name: { zh: '新名' } }
  }
}

function at<Value>(list: readonly Value[], number: number): Value {
  return list[number % list.length] as Value
}

function middle([a, b]: BorderPlace): Place {
  return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)]
}

/** A whole place near the first corner, often inside. */
function insideOf(boundaries: Boundaries, face: EditFace): Place {
  const [a, b, c] = (face.rings[0] ?? []).slice(0, 3).map(vertex => boundaries.place(vertex)) as [
    Place,
    Place,
    Place,
  ]
  return [Math.round((a[0] + b[0] + c[0]) / 3), Math.round((a[1] + b[1] + c[1]) / 3)]
}

function sameLevel(grids: readonly TopologyGrid[], grid: TopologyGrid, number: number): TopologyGrid {
  return at(
    grids.filter(each => each.level === grid.level),
    number,
  )
}
