import { GridPage } from '@jingwei/api/grids/contract.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useView } from '../view.ts'
import { atlasQuery } from './atlas.api.ts'

/** The grids in force at the view's moment: undefined while they are on their way. */
export function useAtlas() {
  const at = useView(view => view.at)
  const { data: city } = useQuery(cityQuery)
  const past = useQuery({ ...versionQuery(at ?? ''), enabled: at !== undefined })
  const version = at === undefined ? city?.version : past.data
  return useQuery({ ...atlasQuery(version ?? 0), enabled: version !== undefined })
}

/** The version in force at a moment. */
const versionQuery = (at: string) =>
  queryOptions({
    queryKey: ['version', at],
    queryFn: async ({ signal }) => (await get('/api/grids', GridPage, { at, limit: 1 }, signal)).version,
    staleTime: 5 * 60_000,
  })
