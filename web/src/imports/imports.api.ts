import { Draft } from '@jingwei/api/drafts/contract.ts'
import {
  GridImport,
  GridImports,
  type ImportFault,
  type ImportMapping,
  type Repair,
  type RepairChoices,
} from '@jingwei/api/imports/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { GridImport, ImportFault, ImportMapping, Repair }

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
