import { type Center, CenterList } from '@jingwei/api/centers/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { Center }

const mostCenters = 1000

/** Every center of the city: few, so one answer serves map, panels and lists. */
export const centersQuery = queryOptions({
  queryKey: ['centers'],
  queryFn: ({ signal }) => get('/api/centers', CenterList, { limit: mostCenters }, signal),
  staleTime: 5 * 60_000,
})
