import { type GridIssue, slivers, splitUpParts } from '@jingwei/geodata/geometry/editing/grid-checks.ts'
import { chainOf } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { useMemo } from 'react'
import type { Desk } from './editor.api.ts'
import type { Editor } from './editor.ts'
import { gridsTouched } from './steps.ts'
import { useEditorChanges } from './use-desk.ts'

/** What should be looked at in the grids that this draft touches. */
export function useIssues({ editor }: Desk): readonly GridIssue[] {
  useEditorChanges(editor)
  const steps = editor.steps.done.length + editor.steps.undone.length * 1e6
  const last = editor.steps.done.at(-1)
  // a step more or less is all that changes the answer
  return useMemo(() => issuesOf(editor), [editor, steps, last])
}

export function issuesOf({ boundaries, steps }: Editor): GridIssue[] {
  const touched = new Set(steps.done.flatMap(step => gridsTouched(steps, step)))
  const grids = new Set([...touched].flatMap(code => chainOf(boundaries, code).map(grid => grid.code)))
  return [...grids].flatMap(code => [...splitUpParts(boundaries, code), ...slivers(boundaries, code)])
}
