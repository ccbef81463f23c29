import { City } from '@jingwei/api/city/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

/** What this city is made of. It changes with a publication only. */
export const cityQuery = queryOptions({
  queryKey: ['city'],
  queryFn: ({ signal }) => get('/api/city', City, {}, signal),
  staleTime: 5 * 60_000,
})
