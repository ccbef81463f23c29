import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { claimGrids, claimsQuery, type Desk } from './editor.api.ts'
import { gridsTouched } from './steps.ts'
import { useEditorChanges } from './use-desk.ts'

/** A claim ends by itself: it is renewed well before. */
const renewMs = 20 * 60_000

/** Tells the others which leaf grids this draft touches, and those beside the selected border. A warning to them, no lock. */
export function useClaiming({ draft, editor }: Desk): void {
  useEditorChanges(editor)
  const queries = useQueryClient()
  const { run, boundaries } = editor
  const beside = run === undefined ? [] : [run.left, run.right ?? run.left]
  const touched = editor.steps.done.flatMap(step => gridsTouched(editor, step))
  const codes = [...touched, ...beside.flatMap(face => boundaries.face(face)?.grid ?? [])]
  const spelled = [...new Set(editor.isFrozen ? [] : codes)]
    .filter(code => boundaries.grid(code) !== undefined)
    .sort()
    .join(' ')
  useEffect(() => {
    if (spelled === '') return
    const claim = () =>
      claimGrids(draft.id, spelled.split(' ')).then(
        ({ claims }) => queries.setQueryData(claimsQuery.queryKey, { claims }),
        // without it the others are not warned; drawing goes on
        () => undefined,
      )
    void claim()
    const timer = setInterval(claim, renewMs)
    return () => clearInterval(timer)
  }, [draft.id, spelled, queries])
}
