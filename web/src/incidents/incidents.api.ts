import {
  Incident,
  IncidentPage,
  IncidentStatus,
  type IncidentSummary,
  type NewIncident,
  OpenPoints,
  type IncidentFilter as ParsedFilter,
  ReportedIncident,
} from '@jingwei/api/incidents/contract.ts'
import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Incident, IncidentSummary, NewIncident, ReportedIncident }
export { IncidentStatus }

/** The list's filters as the address carries them. */
export type IncidentFilter = { [Key in keyof Omit<ParsedFilter, 'bbox'>]?: string | undefined } & {
  bbox?: string | undefined
}

const key = 'incidents'
const pageSize = 100

/** All keys of this module, to be asked again after a report. */
export const incidentsKey = [key] as const

/** Newest first, in keyset pages: new reports never push a row onto two pages. */
export const incidentsQuery = (filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: [key, 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      get('/api/incidents', IncidentPage, { ...filter, limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next ?? undefined,
    staleTime: 15_000,
  })

/** The newest few of a filter, for a panel. */
export const newestIncidentsQuery = (filter: IncidentFilter, limit: number) =>
  queryOptions({
    queryKey: [key, 'newest', filter, limit],
    queryFn: ({ signal }) => get('/api/incidents', IncidentPage, { ...filter, limit }, signal),
    staleTime: 15_000,
  })

/** @param at as it stood then */
export const incidentQuery = (id: number, at?: string) =>
  queryOptions({
    queryKey: [key, 'one', id, ...(at === undefined ? [] : [at])],
    queryFn: ({ signal }) => get(`/api/incidents/${id}`, Incident, { at }, signal),
    staleTime: 15_000,
  })

/** The open set as points for the map; a status filter does not apply to it. */
export const openPointsQuery = ({ status: _, ...filter }: IncidentFilter = {}) =>
  queryOptions({
    queryKey: [key, 'open', filter],
    queryFn: ({ signal }) => get('/api/incidents/open', OpenPoints, filter, signal),
    staleTime: 15_000,
  })

export const reportIncident = mutationOptions({
  mutationKey: [key, 'report'],
  mutationFn: (report: NewIncident) => send('POST', '/api/incidents', ReportedIncident, report),
})

/** Puts a report that was just accepted among the open points that are already here, before the server is asked again. */
export function withOpenPoint(queries: QueryClient, reported: ReportedIncident, sent: NewIncident): void {
  const { point } = reported.route
  if (point === null) return
  queries.setQueriesData<OpenPoints>({ queryKey: [key, 'open'] }, open => {
    if (open === undefined) return undefined
    const classes = open.classes.includes(sent.classCode) ? open.classes : [...open.classes, sent.classCode]
    const statuses = open.statuses.includes(reported.status)
      ? open.statuses
      : [...open.statuses, reported.status]
    const row: OpenPoints['rows'][number] = [
      reported.id,
      point[0],
      point[1],
      classes.indexOf(sent.classCode),
      statuses.indexOf(reported.status),
    ]
    return { ...open, classes, statuses, rows: [row, ...open.rows.filter(([id]) => id !== reported.id)] }
  })
}
