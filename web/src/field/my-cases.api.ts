import { Incident, IncidentPage, type IncidentSummary } from '@jingwei/api/incidents/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { Incident, IncidentSummary }

/** A grid worker has some; nobody walks to more than this in a week. */
const most = 200
/** How long a list is good while somebody looks at it. */
const freshMs = 60_000

/** Everything here is one person's: the account is part of every key. */
export const fieldKey = ['field'] as const

/** Open cases given to the caller that wait for the caller's hand. */
export const myCasesQuery = (account: string) =>
  queryOptions({
    queryKey: [...fieldKey, account, 'mine'],
    queryFn: ({ signal }) =>
      get('/api/incidents', IncidentPage, { assignee: 'me', status: 'open', limit: most }, signal),
    staleTime: freshMs,
  })

export const fieldCaseQuery = (account: string, id: number) =>
  queryOptions({
    queryKey: [...fieldKey, account, 'case', id],
    queryFn: ({ signal }) => get(`/api/incidents/${id}`, Incident, {}, signal),
    staleTime: freshMs,
  })

/** Reads the cases of a list that are not on this phone as the list has them, and lets go of those that are no longer in it. */
export async function fetchCases(
  queries: QueryClient,
  account: string,
  list: readonly IncidentSummary[],
): Promise<void> {
  const listed = new Set(list.map(one => one.id))
  queries.removeQueries({
    queryKey: [...fieldKey, account, 'case'],
    type: 'inactive',
    predicate: ({ queryKey }) => !listed.has(Number(queryKey.at(-1))),
  })
  for (const { id, rev } of list) {
    const query = fieldCaseQuery(account, id)
    if (queries.getQueryData(query.queryKey)?.rev === rev) continue
    // one after the other: a phone's connection is narrow, and what is missing is asked for again with the next list
    await queries.fetchQuery({ ...query, staleTime: 0, retry: false }).catch(() => undefined)
  }
}
