import { bordersOf } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { drawStep, takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Patch } from '@jingwei/geodata/geometry/editing/patch.ts'
import { chainOf, neighboursOf } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import type { Editor } from '../editor.ts'
import { freeCode, freeName } from './new-grid.ts'
import type { GridCommand } from './operation-rule.ts'

/** Everything of the grid goes to another of its level, and it ends. */
export const merge: GridCommand<{ into: string }> = {
  hindrance: (editor, code) => (neighboursOf(editor.boundaries, code).length === 0 ? 'noNeighbour' : null),
  run(editor, code, { into }) {
    const operations: Operation[] = [{ kind: 'merge', from: code, into }]
    const isLeaf = editor.boundaries.grid(code)?.level === editor.boundaries.levels.at(-1)
    if (isLeaf) operations.push(...innerBorders(editor, operations, into))
    const isDone = editor.draw(
      operations.length === 1 ? (operations[0] as Operation) : { kind: 'together', operations },
    )
    if (isDone) editor.select({ kind: 'grid', code: into })
    return isDone
  },
}

/** The grid, with all below it, goes to another parent. */
export const reparent: GridCommand<{ parent: string }> = {
  hindrance(editor, code) {
    if (editor.boundaries.grid(code)?.parent === null) return 'isRoot'
    return parentsNear(editor, code).length === 0 ? 'noNeighbour' : null
  },
  run: (editor, code, { parent }) => editor.draw({ kind: 'reparent', grid: code, parent }),
}

export const rename: GridCommand<{ code: string; name: TopologyGrid['name'] }> = {
  hindrance: () => null,
  run(editor, grid, { code, name }) {
    const isDone = editor.draw({ kind: 'rename', grid, code, name })
    if (isDone) editor.select({ kind: 'grid', code })
    return isDone
  },
}

export const retire: GridCommand<undefined> = {
  hindrance: ({ boundaries }, code) =>
    boundaries.facesOfGrid(code).length + boundaries.childrenOf(code).length > 0 ? 'notEmpty' : null,
  run: (editor, grid) => editor.draw({ kind: 'retire', grid }),
}

/** A grid below this one that owns nothing yet. */
export const create: GridCommand<undefined> = {
  hindrance: ({ boundaries }, code) =>
    boundaries.grid(code)?.level === boundaries.levels.at(-1) ? 'isLeaf' : null,
  run(editor, parent) {
    const { boundaries } = editor
    const [sibling] = boundaries.childrenOf(parent)
    const rank = chainOf(boundaries, parent).length
    const like = sibling === undefined ? undefined : boundaries.grid(sibling)
    const own = boundaries.grid(parent)
    if (own === undefined) return false
    const model = like ?? { ...own, code: `${own.code}-1`, parent, level: boundaries.levels[rank] ?? '' }
    const grid = {
      code: freeCode(boundaries, model),
      level: model.level,
      parent,
      name: freeName(boundaries, model),
    }
    const isDone = editor.draw({ kind: 'create', grid })
    if (isDone) editor.select({ kind: 'grid', code: grid.code })
    return isDone
  },
}

/** Parents of the neighbours, which the grid could go to, the longest border first; and its siblings' empty parents. */
export function parentsNear({ boundaries }: Editor, code: string): TopologyGrid[] {
  const grid = boundaries.grid(code)
  if (grid === undefined || grid.parent === null) return []
  const near = neighboursOf(boundaries, code).flatMap(({ parent }) => parent ?? [])
  const level = boundaries.grid(grid.parent)?.level
  const empty = [...boundaries.grids()]
    .filter(one => one.level === level && boundaries.childrenOf(one.code).length === 0)
    .map(one => one.code)
  return [...new Set([...near, ...empty])]
    .filter(parent => parent !== grid.parent)
    .flatMap(parent => boundaries.grid(parent) ?? [])
}

/** Borders inside a leaf grid that nothing needs once two have become one. Boundaries are tried on and left as they were. */
function innerBorders({ boundaries }: Editor, before: readonly Operation[], into: string): Operation[] {
  const { patches } = drawStep(boundaries, before)
  if (patches === undefined) return []
  const out: Operation[] = []
  const applied: Patch[] = []
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const number of boundaries.facesOfGrid(into)) {
      for (const [u, v] of bordersOf(boundaries.face(number) ?? { grid: '', rings: [] })) {
        const other = boundaries.face(boundaries.faceLeftOf(v, u) ?? -1)
        if (other?.grid !== into || isNew) continue
        const dissolve: Operation = { kind: 'dissolve', border: [boundaries.place(u), boundaries.place(v)] }
        const drawn = drawStep(boundaries, [dissolve])
        if (drawn.patches === undefined) continue
        applied.push(...drawn.patches)
        out.push(dissolve)
        isNew = true
      }
      if (isNew) break
    }
  }
  takeBack(boundaries, [...patches, ...applied])
  return out
}
