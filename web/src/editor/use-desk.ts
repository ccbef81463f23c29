import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useIsTiled } from '../grids/use-atlas.ts'
import { useView } from '../view.ts'
import { deskQuery } from './editor.api.ts'
import type { Editor } from './editor.ts'
import type { Saving, SavingState } from './saving.ts'

/** The draft that the address names, opened. */
export function useDesk() {
  const queries = useQueryClient()
  const edit = useView(view => view.edit)
  const id = typeof edit === 'number' ? edit : 0
  // too large to be drawn in a browser: the panel says so
  const isTiled = useIsTiled() === true
  return useQuery({ ...deskQuery(id, queries), enabled: id > 0 && !isTiled })
}

/** Draws the component again when the editor changes; frames of a drag are not told. */
export function useEditorChanges(editor: Editor): number {
  return useSyncExternalStore(editor.listen, () => editor.revision)
}

export function useSaving(saving: Saving): { state: SavingState; waiting: number } {
  const spelled = useSyncExternalStore(saving.listen, () => `${saving.state} ${saving.waiting.length}`)
  const [state = 'saved', waiting = '0'] = spelled.split(' ')
  return { state: state as SavingState, waiting: Number(waiting) }
}
