import { borderPath } from '@jingwei/geodata/geometry/editing/border-path.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Editor } from '../editor.ts'
import { reshapeAlong } from '../operations/reshape-border.ts'
import { splitAlong } from '../operations/split-grid.ts'
import { type Snapped, snapToBorders } from '../snapping.ts'
import type { EditPointer, Tool, ToolName } from './tool.ts'

/** Draws the selected border anew: from one place on it, over new ones, back to it. */
export const reshapeTool = (editor: Editor): Tool => lineTool(editor, 'reshape', reshapeAlong)

/** Cuts the selected grid along a line, or along the borders inside it. */
export const splitTool = (editor: Editor): Tool => lineTool(editor, 'split', splitAlong)

type Meaning = (editor: Editor, points: readonly Snapped[], courses: readonly (readonly Place[])[]) => boolean

/**
 * Taps set points, snapped to vertices and borders; between two points on borders the line follows the borders where there is a way
 * and tracing is on. Enter or a double tap ends it.
 */
function lineTool(editor: Editor, name: ToolName, meaning: Meaning): Tool {
  const { boundaries } = editor
  let points: Snapped[] = []
  /** From each point to the next one. */
  let courses: (readonly Place[])[] = []

  const snap = ({ at, reach, isFree }: EditPointer): Snapped =>
    editor.isSnapping && !isFree
      ? snapToBorders(editor.near, at, reach, vertex => boundaries.place(vertex))
      : { at, anchor: null }
  const course = (from: Snapped, to: Snapped, isMore: boolean) =>
    editor.isTracing || isMore ? (traced(editor, from, to) ?? [from.at, to.at]) : [from.at, to.at]
  const show = (next?: Snapped, isMore = false) => {
    const last = points.at(-1)
    const tail = next === undefined || last === undefined ? [] : course(last, next, isMore)
    editor.line = {
      points: next === undefined ? points : [...points, next],
      course: [...courses.flat(), ...tail],
    }
    editor.snapped = next ?? null
  }
  const clear = () => {
    points = []
    courses = []
    editor.forget()
  }

  return {
    name,
    hover(pointer) {
      show(snap(pointer), pointer.isMore)
      editor.frame()
    },
    press: () => false,
    drag() {},
    release() {},
    tap(pointer) {
      const next = snap(pointer)
      const last = points.at(-1)
      if (last !== undefined && `${last.at}` === `${next.at}`) return this.finish()
      if (last !== undefined) courses = [...courses, course(last, next, pointer.isMore)]
      points = [...points, next]
      show()
      editor.changed()
    },
    cancel() {
      const wasBusy = points.length > 0
      clear()
      if (wasBusy) editor.changed()
      return wasBusy
    },
    finish() {
      if (points.length < 2) return
      const [drawn, ways] = [points, courses]
      if (meaning(editor, drawn, ways)) clear()
      editor.changed()
    },
  }
}

/** The way along borders between two places on them, where it is not much longer than the straight one. */
function traced(editor: Editor, from: Snapped, to: Snapped): Place[] | undefined {
  const [a, b] = [vertexOf(from), vertexOf(to)]
  if (a === undefined || b === undefined || a === b) return undefined
  const way = borderPath(editor.boundaries, a, b)
  return way?.map(vertex => editor.boundaries.place(vertex))
}

function vertexOf({ anchor }: Snapped): number | undefined {
  return anchor?.kind === 'vertex' ? anchor.vertex : undefined
}
