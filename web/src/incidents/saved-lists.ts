import { useState } from 'react'
import { z } from 'zod'
import type { View, ViewPatch } from '../view.ts'
import { noFilters } from './incident-filter.ts'

/** Filters that somebody gave a name. The address stays the truth: a saved list is an address to come back to. */
const SavedList = z.object({
  name: z.string().min(1),
  filter: z.record(z.string(), z.string()),
})
export type SavedList = z.infer<typeof SavedList>

export const nameLimit = 24
const mostLists = 20

/** Of one account on this device: whoever signs in here next has their own. */
const storageKey = (account: string) => `jingwei.lists.${account}`

const filterNames = Object.keys(noFilters) as (keyof ViewPatch)[]

export function useSavedLists(account: string) {
  const [lists, setLists] = useState(() => readSavedLists(localStorage.getItem(storageKey(account))))
  const keep = (next: SavedList[]) => {
    setLists(next)
    localStorage.setItem(storageKey(account), JSON.stringify(next))
  }
  return {
    lists,
    canSave: lists.length < mostLists,
    /** A list of the same name is replaced. */
    save: (name: string, view: View) =>
      keep([...lists.filter(list => list.name !== name), { name, filter: filterOf(view) }]),
    remove: (name: string) => keep(lists.filter(list => list.name !== name)),
  }
}

/** What cannot be read is no list. */
export function readSavedLists(stored: string | null): SavedList[] {
  try {
    return z.array(SavedList).parse(JSON.parse(stored ?? '[]'))
  } catch {
    return []
  }
}

function filterOf(view: View): Record<string, string> {
  return Object.fromEntries(
    filterNames.flatMap(name => (view[name] === undefined ? [] : [[name, String(view[name])]])),
  )
}

/** The change of the view that shows the list: every other filter is cleared. */
export function viewOfList({ filter }: SavedList): ViewPatch {
  const known = Object.entries(filter).filter(([name]) => name in noFilters)
  return { ...noFilters, ...Object.fromEntries(known) }
}

export function listOfView(lists: readonly SavedList[], view: View): SavedList | undefined {
  return lists.find(list => {
    const wanted = viewOfList(list)
    return filterNames.every(name => view[name] === wanted[name])
  })
}
