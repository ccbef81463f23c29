import type { Reach } from '@jingwei/geodata/geometry/editing/near-borders.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Editor, Selection } from '../editor.ts'
import { faceAt } from '../face-at.ts'
import { snapToLine } from '../snapping.ts'
import type { EditPointer, Tool } from './tool.ts'

/** What a handle of the selected border stands for. */
export type Handle =
  | { readonly kind: 'vertex'; readonly vertex: number; readonly index: number }
  | { readonly kind: 'middle'; readonly u: number; readonly v: number }

/** Selects a border or a grid, drags its vertices, and bends it between them. */
export function adjustTool(editor: Editor): Tool {
  const { boundaries } = editor
  let held: Handle | null = null

  const operationTo = (to: Place): Operation =>
    held?.kind === 'middle'
      ? { kind: 'insert', border: [boundaries.place(held.u), boundaries.place(held.v)], at: to }
      : { kind: 'move', vertices: [{ from: boundaries.place((held as { vertex: number }).vertex), to }] }

  const endsOf = (handle: Handle): readonly [Place, Place] | null => {
    if (handle.kind === 'middle') return null
    const vertices = editor.run?.vertices ?? []
    const [before, after] = [vertices[handle.index - 1], vertices[handle.index + 1]]
    if (before === undefined || after === undefined) return null
    return [boundaries.place(before), boundaries.place(after)]
  }

  const letGo = () => {
    held = null
    editor.forget()
  }

  return {
    name: 'adjust',
    hover() {},
    press({ at, reach }) {
      held = editor.isFrozen ? null : handleAt(editor, at, reach)
      if (held?.kind === 'vertex' && editor.selection?.kind === 'border')
        editor.selection = { ...editor.selection, vertex: held.index }
      return held !== null
    },
    drag({ at, reach, isFree }) {
      if (held === null) return
      const own = held.kind === 'vertex' ? boundaries.place(held.vertex) : middleOf(editor, held)
      const snapped =
        editor.isSnapping && !isFree ? snapToLine(at, reach, own, endsOf(held)) : { at, anchor: null }
      editor.foresee(operationTo(snapped.at), snapped)
      editor.frame()
    },
    release() {
      const { ghost } = editor
      const wasHeld = held
      letGo()
      if (ghost === null) return editor.changed()
      if (ghost.refusal !== null) return editor.refuse(ghost.refusal)
      if (isStill(ghost.operation)) return editor.changed()
      if (editor.draw(ghost.operation) && wasHeld !== null) keepSelected(editor, ghost.operation)
    },
    tap(pointer) {
      letGo()
      tapAt(editor, pointer)
    },
    cancel() {
      const wasBusy = held !== null
      letGo()
      if (wasBusy) editor.changed()
      return wasBusy
    },
    finish() {},
  }
}

/** The handle of the selected border within reach: a vertex before a middle. */
export function handleAt(editor: Editor, at: Place, reach: Reach): Handle | null {
  const { run, boundaries } = editor
  if (run === undefined) return null
  let best: { handle: Handle; distance: number } | null = null
  const offer = (handle: Handle, [x, y]: Place) => {
    const distance = Math.hypot((at[0] - x) / reach[0], (at[1] - y) / reach[1])
    if (distance <= 1 && (best === null || distance < best.distance)) best = { handle, distance }
  }
  for (const [index, vertex] of run.vertices.entries())
    offer({ kind: 'vertex', vertex, index }, boundaries.place(vertex))
  if (best !== null) return (best as { handle: Handle }).handle
  if (run.right === undefined) return null
  for (const [i, u] of run.vertices.entries()) {
    const v = run.vertices[i + 1]
    if (v !== undefined) offer({ kind: 'middle', u, v }, middleOf(editor, { u, v }))
  }
  return (best as { handle: Handle } | null)?.handle ?? null
}

export function middleOf({ boundaries }: Editor, { u, v }: { u: number; v: number }): Place {
  const [[ax, ay], [bx, by]] = [boundaries.place(u), boundaries.place(v)]
  return [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)]
}

function tapAt(editor: Editor, { at, reach }: EditPointer): void {
  editor.select(hitAt(editor, at, reach))
}

function hitAt(editor: Editor, at: Place, reach: Reach): Selection | null {
  const { selection } = editor
  const handle = handleAt(editor, at, reach)
  if (handle?.kind === 'vertex' && selection?.kind === 'border') return { ...selection, vertex: handle.index }
  const border = editor.near.border(at, reach)
  if (border !== null) return { kind: 'border', u: border.u, v: border.v, vertex: null }
  const chain = editor.chainOfFace(faceAt(editor.boundaries, editor.near, at))
  const grid = chain[Math.min(editor.rank, chain.length - 1)]
  return grid === undefined ? null : { kind: 'grid', code: grid.code }
}

/** A vertex that was put in is selected, so that the next key moves it. */
function keepSelected(editor: Editor, operation: Operation): void {
  if (operation.kind !== 'insert') return
  const [u, v] = [editor.boundaries.vertexAt(operation.border[0]), editor.boundaries.vertexAt(operation.at)]
  if (u === undefined || v === undefined) return
  editor.selection = { kind: 'border', u, v, vertex: null }
  editor.select({ kind: 'border', u, v, vertex: editor.run?.vertices.indexOf(v) ?? null })
}

function isStill(operation: Operation): boolean {
  return operation.kind === 'move' && operation.vertices.every(({ from, to }) => `${from}` === `${to}`)
}
