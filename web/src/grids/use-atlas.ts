import { GridPage } from '@jingwei/api/grids/contract.ts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { get } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useView } from '../view.ts'
import { atlasQuery } from './atlas.api.ts'

/** The version that a part of the page shows, whatever the view's moment; null: the one in force then. */
export const ShownVersion = createContext<number | null>(null)

/** The grids in force at the view's moment: undefined until the first have come, then those before until the next are there. */
export function useAtlas() {
  const shown = use(ShownVersion)
  const at = useView(view => view.at)
  const { data: city } = useQuery(cityQuery)
  const past = useQuery({ ...versionQuery(at ?? ''), enabled: at !== undefined && shown === null })
  const version = shown ?? (at === undefined ? city?.version : past.data)
  return useQuery({
    ...atlasQuery(version ?? 0),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** The version in force at a moment. */
const versionQuery = (at: string) =>
  queryOptions({
    queryKey: ['version', at],
    queryFn: async ({ signal }) => (await get('/api/grids', GridPage, { at, limit: 1 }, signal)).version,
    staleTime: 5 * 60_000,
  })
