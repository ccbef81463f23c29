import { ViewNote as NoteContract } from '@jingwei/api/analysis/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { useView } from '../view.ts'
import { savedViewsQuery, type ViewNote } from './analysis.api.ts'

const storageKey = 'jingwei-analysis-notes'

/** Notes that are kept nowhere yet survive a reload; those of a saved view come with it, until they are changed here. */
export function useNotes(): [readonly ViewNote[], (notes: ViewNote[]) => void] {
  const saved = useView(view => view.saved)
  const { data } = useQuery({ ...savedViewsQuery, enabled: saved !== undefined })
  const [own, setOwn] = useState(() => readNotes())
  const kept = data?.views.find(view => view.id === saved)
  const mine = own.of === (saved ?? null) ? own.notes : null
  const change = (notes: ViewNote[]) => {
    const next = { of: saved ?? null, notes }
    setOwn(next)
    window.sessionStorage.setItem(storageKey, JSON.stringify(next))
  }
  return [mine ?? kept?.notes ?? [], change]
}

const Stored = z.object({ of: z.number().nullable(), notes: z.array(NoteContract) })

function readNotes(): { of: number | null; notes: ViewNote[] } {
  try {
    return Stored.parse(JSON.parse(window.sessionStorage.getItem(storageKey) ?? ''))
  } catch {
    return { of: null, notes: [] }
  }
}
