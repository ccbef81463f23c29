import { City, DutyName, Openness } from '@jingwei/api/city/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Openness }

/** What this city is made of. It changes with a publication only, and with a duty that is named. */
export const cityQuery = queryOptions({
  queryKey: ['city'],
  queryFn: ({ signal }) => get('/api/city', City, {}, signal),
  staleTime: 5 * 60_000,
})

export const opennessQuery = queryOptions({
  queryKey: ['city', 'openness'],
  queryFn: ({ signal }) => get('/api/city/openness', Openness, {}, signal),
})

export const changeOpenness = mutationOptions({
  mutationKey: ['city', 'openness', 'change'],
  mutationFn: (openness: Openness) => send('PUT', '/api/city/openness', Openness, openness),
})

/** One after another; those before a refusal are named. */
export const nameDuties = mutationOptions({
  mutationKey: ['city', 'duties', 'name'],
  mutationFn: async (named: readonly (DutyName & { code: string })[]) => {
    for (const { code, name } of named)
      await send('PUT', `/api/city/duties/${encodeURIComponent(code)}`, DutyName, { name })
  },
})
