import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { cityQuery } from '../city/city.api.ts'
import type { ConflictChoices, Take } from './conflict-choices.ts'
import { conflictsQuery, type Desk } from './editor.api.ts'
import { useSaving } from './use-desk.ts'

const underWay: ReadonlySet<string> = new Set(['open', 'submitted', 'approved'])

/** Where the draft meets what others published since; asked only when somebody did. */
export function useConflicts({ draft, saving }: Desk) {
  const { data: city } = useQuery(cityQuery)
  const { state } = useSaving(saving)
  const newest = city?.version ?? draft.base
  const isBehind = newest > draft.base && underWay.has(draft.state)
  const query = useQuery({
    ...conflictsQuery(draft.id, saving.rev, newest),
    enabled: isBehind && state === 'saved',
  })
  return { isBehind, query }
}

export function useChoices(choices: ConflictChoices): ReadonlyMap<string, Take> {
  return useSyncExternalStore(choices.listen, () => choices.current)
}
