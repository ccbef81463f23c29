import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { metersPerUnit } from '@jingwei/geodata/geometry/square-meters.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { Editor } from '../editor.ts'

/** The place of the vertex that the keyboard is at, or null. */
export function vertexInHand(editor: Editor): Place | null {
  const { run, selection, boundaries } = editor
  if (run === undefined || selection?.kind !== 'border' || selection.vertex === null) return null
  const vertex = run.vertices[selection.vertex]
  return vertex === undefined ? null : boundaries.place(vertex)
}

/** To the next or the previous vertex of the selected border, round at its ends. */
export function stepTo(editor: Editor, by: 1 | -1): void {
  const { run, selection } = editor
  if (run === undefined || selection?.kind !== 'border') return
  const n = run.vertices.length
  const vertex = selection.vertex === null ? (by === 1 ? 0 : n - 1) : (selection.vertex + by + n) % n
  editor.select({ ...selection, vertex })
}

export function moveTo(editor: Editor, to: Place): boolean {
  const from = vertexInHand(editor)
  if (from === null || `${from}` === `${to}`) return false
  return editor.draw({ kind: 'move', vertices: [{ from, to }] })
}

/** By metres east and north. */
export function nudge(editor: Editor, east: number, north: number): boolean {
  const from = vertexInHand(editor)
  if (from === null) return false
  const perUnit = metersPerUnit(toDegrees(from[1]))
  return moveTo(editor, [
    from[0] + Math.round(east / perUnit.east),
    from[1] + Math.round(north / perUnit.north),
  ])
}

export function removeVertex(editor: Editor): boolean {
  const at = vertexInHand(editor)
  const { run, selection, boundaries } = editor
  if (at === null || run === undefined || selection?.kind !== 'border' || selection.vertex === null)
    return false
  const { vertex } = selection
  const beside = [run.vertices[vertex - 1], run.vertices[vertex + 1]]
  if (!editor.draw({ kind: 'delete', at })) return false
  const [u, v] = beside
  if (u !== undefined && v !== undefined && boundaries.faceLeftOf(u, v) !== undefined)
    editor.select({ kind: 'border', u, v, vertex: Math.max(vertex - 1, 0) })
  return true
}

/** Puts a vertex into the border after the one in hand, and takes it in hand. */
export function addAfter(editor: Editor, at: Place): boolean {
  const { run, selection, boundaries } = editor
  if (run === undefined || selection?.kind !== 'border' || selection.vertex === null) return false
  const index = Math.min(selection.vertex, run.vertices.length - 2)
  const [u = 0, v = 0] = [run.vertices[index], run.vertices[index + 1]]
  if (!editor.draw({ kind: 'insert', border: [boundaries.place(u), boundaries.place(v)], at })) return false
  const fresh = boundaries.vertexAt(at)
  if (fresh !== undefined) editor.select({ kind: 'border', u, v: fresh, vertex: index + 1 })
  return true
}
