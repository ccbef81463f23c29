import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Editor } from '../editor.ts'
import type { Snapped } from '../snapping.ts'

/** The selected border gets another course between the line's ends, which lie on it. */
export function reshapeAlong(
  editor: Editor,
  points: readonly Snapped[],
  courses: readonly (readonly Place[])[],
): boolean {
  const operations = reshapeOperations(editor, points, courses)
  if (operations === null) {
    editor.refuse({ code: 'no-border', at: points[0]?.at ?? null, grids: [] })
    return false
  }
  const redrawn = operations.at(-1)
  const isDone = editor.draw(
    operations.length === 1 ? (operations[0] as Operation) : { kind: 'together', operations },
  )
  // the border is the same one to whoever drew it
  if (isDone && redrawn?.kind === 'reshape') {
    const [u, v] = [redrawn.along[0], redrawn.through[0] ?? redrawn.along.at(-1)].map(
      place => place && editor.boundaries.vertexAt(place),
    )
    if (u !== undefined && v !== undefined) editor.select({ kind: 'border', u, v, vertex: null })
  }
  return isDone
}

function reshapeOperations(
  { boundaries, run }: Editor,
  points: readonly Snapped[],
  courses: readonly (readonly Place[])[],
): Operation[] | null {
  const [first, last] = [points[0], points.at(-1)]
  if (run === undefined || run.right === undefined || first === undefined || last === undefined) return null
  let stretch = run.vertices.map(vertex => boundaries.place(vertex))
  const operations: Operation[] = []
  const index = (point: Snapped): number => {
    const there = stretch.findIndex(place => `${place}` === `${point.at}`)
    if (there >= 0) return there
    if (point.anchor?.kind !== 'border') return -1
    const ends = new Set([point.anchor.u, point.anchor.v].map(vertex => `${boundaries.place(vertex)}`))
    const before = stretch.findIndex((place, i) => ends.has(`${place}`) && ends.has(`${stretch[i + 1]}`))
    const [a, b] = [stretch[before], stretch[before + 1]]
    if (a === undefined || b === undefined) return -1
    operations.push({ kind: 'insert', border: [a, b], at: point.at })
    stretch = stretch.toSpliced(before + 1, 0, point.at)
    return before + 1
  }
  index(first)
  const to = index(last)
  const from = index(first)
  if (from < 0 || to < 0 || from === to) return null
  const through = courses.flat().filter(place => `${place}` !== `${first.at}` && `${place}` !== `${last.at}`)
  const [low, high] = from < to ? [from, to] : [to, from]
  operations.push({
    kind: 'reshape',
    along: stretch.slice(low, high + 1),
    through: distinct(from < to ? through : through.toReversed()),
  })
  return operations
}

/** Where one course ends the next one begins: that place is there once. */
function distinct(places: readonly Place[]): Place[] {
  return places.filter((place, i) => `${place}` !== `${places[i - 1]}`)
}
