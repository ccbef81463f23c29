import { Difference, Draft, Lineage, type Version, Versions } from '@jingwei/api/drafts/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get, send, url } from '../api.ts'

export type { Difference, Lineage, Version }

const key = 'versions'

/** Every published state of the boundaries, newest first. */
export const versionsQuery = queryOptions({
  queryKey: [key, 'list'],
  queryFn: async ({ signal }) => (await get('/api/versions', Versions, {}, signal)).versions,
  staleTime: 60_000,
})

/** What a version changed; it never changes any more. */
export const versionDifferenceQuery = (version: number) =>
  queryOptions({
    queryKey: [key, 'difference', version],
    queryFn: ({ signal }) => get(`/api/versions/${version}/difference`, Difference, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })

/** What a draft would change now. */
export const draftDifferenceQuery = (draft: number) =>
  queryOptions({
    queryKey: [key, 'difference of draft', draft],
    queryFn: ({ signal }) => get(`/api/drafts/${draft}/difference`, Difference, {}, signal),
    structuralSharing: false,
    retry: false,
  })

export const lineageQuery = (code: string) =>
  queryOptions({
    queryKey: [key, 'lineage', code],
    queryFn: ({ signal }) => get(`/api/grids/${encodeURIComponent(code)}/lineage`, Lineage, {}, signal),
    staleTime: 60_000,
    retry: false,
  })

/** A draft in which the boundaries are what they were then. */
export const restoreVersion = ({ version, title }: { version: number; title: string }) =>
  send('POST', `/api/versions/${version}/restore`, Draft, { title })

export const formats = ['geojson', 'gpkg', 'shp', 'csv'] as const
/** @param level nothing: all of them */
export const exportUrl = (version: number, format: (typeof formats)[number], level: string) =>
  url(`/api/grids/${version}/export`, { format, level })
