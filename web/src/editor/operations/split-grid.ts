import type { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { bordersOf } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { drawStep, takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { type Refusal, Refused } from '@jingwei/geodata/geometry/editing/refusal.ts'
import { chainOf, facesBelow } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import type { Editor } from '../editor.ts'
import type { Snapped } from '../snapping.ts'
import { cutFaces } from './cut-faces.ts'
import { freeCode, freeName } from './new-grid.ts'

/**
 * Splits the selected grid, of any level, along a line: what lies left of it becomes a grid of its own. Where the line follows borders
 * nothing below is cut; where it crosses a block the block is cut in two.
 */
export function splitAlong(
  editor: Editor,
  _points: readonly Snapped[],
  courses: readonly (readonly Place[])[],
): boolean {
  const code = editor.selection?.kind === 'grid' ? editor.selection.code : undefined
  const grid = code === undefined ? undefined : editor.boundaries.grid(code)
  if (grid === undefined) {
    editor.refuse({ code: 'does-not-split', at: courses[0]?.[0] ?? null, grids: [] })
    return false
  }
  const found = splitOperations(editor.boundaries, grid, distinct(courses.flat()))
  if ('refusal' in found) {
    editor.refuse(found.refusal)
    return false
  }
  return editor.draw({ kind: 'together', operations: found.operations })
}

/** What splits a grid along a line; boundaries are tried on and left as they were. */
export function splitOperations(
  boundaries: Boundaries,
  grid: TopologyGrid,
  line: readonly Place[],
): { operations: Operation[] } | { refusal: Refusal } {
  const taken = new Set<string>()
  const make = (like: TopologyGrid, parent = like.parent): TopologyGrid => {
    const code = freeCode(boundaries, like, taken)
    taken.add(code)
    return { code, level: like.level, parent, name: freeName(boundaries, like) }
  }
  const isLeaf = grid.level === boundaries.levels.at(-1)
  const one = make(grid)
  try {
    const cut = cutFaces(boundaries, new Set(facesBelow(boundaries, grid.code)), line, leaf =>
      isLeaf ? one : make(leaf),
    )
    const operations: Operation[] = isLeaf && cut.created.length === 0 ? [{ kind: 'create', grid: one }] : []
    operations.push(...cut.operations)
    const { patches, refusal } = drawStep(boundaries, operations)
    if (refusal !== undefined) return { refusal }
    try {
      operations.push(...regroup(boundaries, grid, one, leftOf(boundaries, grid, one, cut.line), make))
    } finally {
      takeBack(boundaries, patches)
    }
    return { operations }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal }
    throw error
  }
}

/** Faces of a grid that lie left of a line that runs along borders. Throws where the line does not part it. */
function leftOf(
  boundaries: Boundaries,
  grid: TopologyGrid,
  fresh: TopologyGrid,
  line: readonly Place[],
): Set<number> {
  const within = new Set(
    [...boundaries.faces()]
      .filter(([, face]) => isBelow(boundaries, face.grid, grid) || face.grid === fresh.code)
      .map(([n]) => n),
  )
  const vertices = line.map(place => boundaries.vertexAt(place) as number)
  const walls = new Set(vertices.slice(1).flatMap((v, i) => [`${vertices[i]} ${v}`, `${v} ${vertices[i]}`]))
  const steps = vertices.slice(1).map((v, i) => [vertices[i] as number, v] as const)
  const seeds = (side: 1 | -1) =>
    steps
      .flatMap(([u, v]) => (side === 1 ? boundaries.faceLeftOf(u, v) : boundaries.faceLeftOf(v, u)) ?? [])
      .filter(n => within.has(n))
  const left = new Set<number>()
  const open = seeds(1)
  while (open.length > 0) {
    const number = open.pop() as number
    if (left.has(number)) continue
    left.add(number)
    const face = boundaries.face(number)
    if (face === undefined) continue
    for (const [u, v] of bordersOf(face)) {
      const other = walls.has(`${u} ${v}`) ? undefined : boundaries.faceLeftOf(v, u)
      if (other !== undefined && within.has(other)) open.push(other)
    }
  }
  if (left.size === 0 || left.size === within.size || seeds(-1).some(number => left.has(number)))
    throw new Refused('does-not-split', line[0] ?? null, [grid.code])
  return left
}

/** Brings what lies on the left under the new grid; what lies on both sides is split in the same way, level by level. */
function regroup(
  boundaries: Boundaries,
  old: TopologyGrid,
  fresh: TopologyGrid,
  left: ReadonlySet<number>,
  make: (like: TopologyGrid, parent: string) => TopologyGrid,
): Operation[] {
  // a leaf was split by cutting its faces; those that were not cut are given
  if (old.level === boundaries.levels.at(-1)) {
    return boundaries
      .facesOfGrid(old.code)
      .filter(number => left.has(number))
      .map(number => ({ kind: 'give', border: borderOf(boundaries, number), to: fresh.code }))
  }
  const operations: Operation[] = [{ kind: 'create', grid: fresh }]
  for (const code of boundaries.childrenOf(old.code)) {
    const faces = facesBelow(boundaries, code)
    const share = faces.filter(number => left.has(number)).length
    if (share === 0) continue
    if (share === faces.length) operations.push({ kind: 'reparent', grid: code, parent: fresh.code })
    else {
      const child = boundaries.grid(code) as TopologyGrid
      operations.push(...regroup(boundaries, child, make(child, fresh.code), left, make))
    }
  }
  return operations
}

function borderOf(boundaries: Boundaries, number: number): [Place, Place] {
  const [u = 0, v = 0] = boundaries.face(number)?.rings[0] ?? []
  return [boundaries.place(u), boundaries.place(v)]
}

function isBelow(boundaries: Boundaries, leaf: string, grid: TopologyGrid): boolean {
  return leaf === grid.code || chainOf(boundaries, leaf).some(({ code }) => code === grid.code)
}

/** Where one course ends the next one begins: that place is there once. */
function distinct(places: readonly Place[]): Place[] {
  return places.filter((place, i) => `${place}` !== `${places[i - 1]}`)
}
