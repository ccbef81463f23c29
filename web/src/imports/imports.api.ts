import { Draft } from '@jingwei/api/drafts/contract.ts'
import {
  Crosswalk,
  CrosswalkAreas,
  type CrosswalkRow,
  GridImport,
  GridImports,
  type ImportFault,
  type ImportMapping,
  type Repair,
  type RepairChoices,
} from '@jingwei/api/imports/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get, send, url } from '../api.ts'

export type { CrosswalkAreas, CrosswalkRow, GridImport, ImportFault, ImportMapping, Repair }

const pollMilliseconds = 700

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => get('/api/imports', GridImports, {}, signal),
})

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get(`/api/imports/${id}`, GridImport, {}, signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isBusy(data) ? pollMilliseconds : false),
  })

export function isBusy({ state }: Pick<GridImport, 'state'>): boolean {
  return state === 'reading' || state === 'checking'
}

export function isOver({ state }: Pick<GridImport, 'state'>): boolean {
  return state === 'drafted' || state === 'failed' || state === 'cancelled'
}

export const importPath = '/api/imports'
export const Imported = GridImport

export function putMapping(id: number, mapping: ImportMapping): Promise<GridImport> {
  return send('PUT', `/api/imports/${id}/mapping`, GridImport, mapping)
}

export function putRepairs(id: number, choices: RepairChoices): Promise<GridImport> {
  return send('PUT', `/api/imports/${id}/repairs`, GridImport, choices)
}

export function cancelImport(id: number): Promise<GridImport> {
  return send('DELETE', `/api/imports/${id}`, GridImport)
}

export function openAsDraft(id: number, title: string): Promise<Draft> {
  return send('POST', `/api/imports/${id}/draft`, Draft, { title })
}

/** How its areas share ground and incidents with our grids of a level. */
export const crosswalkQuery = (id: number, level: string) =>
  queryOptions({
    queryKey: ['imports', id, 'crosswalk', level],
    queryFn: ({ signal }) => get(`/api/imports/${id}/crosswalk`, Crosswalk, { level }, signal),
    staleTime: 5 * 60_000,
    retry: false,
  })

/** Its areas, to be drawn. */
export const crosswalkAreasQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', id, 'areas'],
    queryFn: ({ signal }) =>
      get(`/api/imports/${id}/crosswalk`, CrosswalkAreas, { format: 'geojson' }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  })

export function crosswalkCsv(id: number, level: string): string {
  return url(`/api/imports/${id}/crosswalk`, { level, format: 'csv' })
}
