import {
  Incident,
  IncidentPage,
  type IncidentStatus,
  type IncidentSummary,
  type NewIncident,
  OpenPoints,
  type IncidentFilter as ParsedFilter,
  ReportedIncident,
} from '@jingwei/api/incidents/contract.ts'
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Incident, IncidentStatus, IncidentSummary, NewIncident, ReportedIncident }

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

export const incidentQuery = (id: number) =>
  queryOptions({
    queryKey: [key, 'one', id],
    queryFn: ({ signal }) => get(`/api/incidents/${id}`, Incident, {}, signal),
    staleTime: 15_000,
  })

/** The open set as points for the map. */
export const openPointsQuery = queryOptions({
  queryKey: [key, 'open'],
  queryFn: ({ signal }) => get('/api/incidents/open', OpenPoints, {}, signal),
  staleTime: 15_000,
})

export const reportIncident = mutationOptions({
  mutationKey: [key, 'report'],
  mutationFn: (report: NewIncident) => send('POST', '/api/incidents', ReportedIncident, report),
})
