import {
  AuditChain,
  type AuditEntry,
  AuditPage,
  AuditVerdict,
  auditVerbs,
} from '@jingwei/api/audit/contract.ts'
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'
import type { View, ViewPatch } from '../view.ts'

export type { AuditChain, AuditEntry, AuditVerdict }

/** What is asked for, under the names of the API. */
export interface AuditFilter {
  readonly source?: 'cases' | undefined
  readonly actor?: string | undefined
  readonly verb?: string | undefined
  readonly subject?: string | undefined
  readonly grid?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The period and the grid are those of the other lists. */
export function auditFilterOf({ log, who, did, thing, within, from, to }: View): AuditFilter {
  return { source: log, actor: who, verb: did, subject: thing, grid: within, from, to }
}

/** Back to everything. */
export const noAuditFilters = {
  who: undefined,
  did: undefined,
  thing: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
} satisfies ViewPatch

/** The first word of each verb, in the order of the contract. */
export const auditNouns = [...new Set(auditVerbs.map(verb => verb.split('.')[0] ?? ''))]

/** Every question is an entry itself: nothing is asked again by the clock. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'entries', filter],
    queryFn: ({ pageParam, signal }) =>
      get('/api/audit', AuditPage, { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

export const chainQuery = queryOptions({
  queryKey: ['audit', 'chain'],
  queryFn: ({ signal }) => get('/api/audit/chain', AuditChain, {}, signal),
  staleTime: 10_000,
})

export const checkChain = mutationOptions({
  mutationKey: ['audit', 'check'],
  mutationFn: () => send('POST', '/api/audit/checks', AuditVerdict),
})
