import { type Center, CenterList } from '@jingwei/api/centers/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { Center }

const mostCenters = 1000

/** Every center of the city: few, so one answer serves map, panels and lists. @param at as they stood then */
export const centersQuery = (at?: string) =>
  queryOptions({
    queryKey: ['centers', ...(at === undefined ? [] : [at])],
    queryFn: ({ signal }) => get('/api/centers', CenterList, { limit: mostCenters, at }, signal),
    staleTime: 5 * 60_000,
  })
