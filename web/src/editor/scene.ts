import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { bordersAround, chainOf, facesBelow, rankParting } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import type { EditFrame, EditScene } from '../map/edit-paint.ts'
import type { Editor } from './editor.ts'
import { middleOf } from './tools/adjust.ts'

/** Widest line of a lit grid, in pixels, and how much narrower each level below it is. */
const litWidth = { widest: 7, step: 1.6, least: 2 }
/** Beyond so many vertices handles would cover the border: they are shown around the pointer's zoom instead. */
const mostHandles = 400

/** What stands still: the selection with its handles, and the grids that would move along. */
export function sceneOf(editor: Editor, marks: EditScene['marks'] = []): EditScene {
  const { boundaries, selection, run } = editor
  const area =
    selection?.kind === 'grid'
      ? facesBelow(boundaries, selection.code).length === 0
        ? []
        : outlineRings(editor, selection.code)
      : []
  const handles: EditScene['handles'][number][] = []
  const areDraggable = editor.tool.name === 'adjust' && !editor.isFrozen
  if (run !== undefined && run.vertices.length <= mostHandles && areDraggable) {
    const focused = selection?.kind === 'border' ? selection.vertex : null
    for (const [i, u] of run.vertices.entries()) {
      const v = run.vertices[i + 1]
      if (v !== undefined && run.right !== undefined) {
        const [x, y] = middleOf(editor, { u, v })
        handles.push({ x, y, kind: 'middle' })
      }
    }
    for (const [i, vertex] of run.vertices.entries()) {
      const [x, y] = boundaries.place(vertex)
      const kind = i === focused ? 'focused' : boundaries.isOnOutline(vertex) ? 'fixed' : 'vertex'
      handles.push({ x, y, kind })
    }
  }
  return {
    lit: movingAlong(editor).map(({ rank, code }) => ({
      ends: endsAround(editor, code),
      width: widthOf(rank),
    })),
    area,
    border: run === undefined ? null : flat(run.vertices.map(vertex => boundaries.place(vertex))),
    handles,
    marks,
  }
}

/** What moves with the pointer. */
export function frameOf(editor: Editor): EditFrame | null {
  const { ghost, line, snapped, news } = editor
  if (ghost !== null) {
    const stop = ghost.refusal?.at ?? null
    const at = targetOf(ghost.operation)
    return {
      faces: ghost.faces.map(({ rings }) => rings),
      isAllowed: ghost.refusal === null,
      line: null,
      points: [],
      at: at === null ? null : { x: at[0], y: at[1], isHeld: snapped?.anchor != null },
      stop: stop === null ? null : { x: stop[0], y: stop[1] },
    }
  }
  if (line !== null || snapped !== null) {
    const at = snapped?.at
    return {
      faces: [],
      isAllowed: true,
      line: line === null || line.course.length < 2 ? null : flat(line.course),
      points: flat((line?.points ?? []).slice(0, -1).map(point => point.at)),
      at: at === undefined ? null : { x: at[0], y: at[1], isHeld: snapped?.anchor != null },
      stop: null,
    }
  }
  const at = news?.kind === 'refused' ? news.refusal.at : null
  if (at === null) return null
  return { faces: [], isAllowed: false, line: null, points: [], at: null, stop: { x: at[0], y: at[1] } }
}

/** Grids above and at the leaves whose outline moves with the selected border, largest first: each once. */
export function movingAlong(editor: Editor): { rank: number; code: string; grid: TopologyGrid }[] {
  const { run, boundaries } = editor
  if (run === undefined) return []
  const [left, right] = [boundaries.face(run.left), boundaries.face(run.right ?? -1)]
  if (left === undefined || right === undefined) return []
  const parted = rankParting(boundaries, left.grid, right.grid)
  if (parted === undefined) return []
  const chains = [left, right].map(({ grid }) => chainOf(boundaries, grid))
  return boundaries.levels.flatMap((_, rank) =>
    rank < parted
      ? []
      : chains.flatMap(chain => {
          const grid = chain[rank]
          return grid === undefined ? [] : [{ rank, code: grid.code, grid }]
        }),
  )
}

function targetOf(operation: Operation): Place | null {
  if (operation.kind === 'insert') return operation.at
  return operation.kind === 'move' ? (operation.vertices[0]?.to ?? null) : null
}

function endsAround({ boundaries }: Editor, code: string): number[] {
  const ends: number[] = []
  for (const [u, v] of bordersAround(boundaries, new Set(facesBelow(boundaries, code))))
    ends.push(...boundaries.place(u), ...boundaries.place(v))
  return ends
}

/** Borders around a grid, strung together. */
function outlineRings({ boundaries }: Editor, code: string): number[][] {
  const next = new Map<number, number[]>()
  for (const [u, v] of bordersAround(boundaries, new Set(facesBelow(boundaries, code)))) {
    const others = next.get(u)
    if (others === undefined) next.set(u, [v])
    else others.push(v)
  }
  const rings: number[][] = []
  for (const [first, ways] of next) {
    while (ways.length > 0) {
      const ring: number[] = []
      for (let u: number | undefined = first; u !== undefined; u = next.get(u)?.pop())
        ring.push(...boundaries.place(u))
      rings.push(ring)
    }
  }
  return rings
}

function flat(places: readonly Place[]): number[] {
  return places.flatMap(place => [...place])
}

function widthOf(rank: number): number {
  return Math.max(litWidth.widest - rank * litWidth.step, litWidth.least)
}
