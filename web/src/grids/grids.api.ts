import { GridDetail, GridPage, type GridSummary } from '@jingwei/api/grids/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { GridDetail, GridSummary }

const key = 'grids'
/** Most rows one question brings: the children of one grid, or the largest level. */
const listLimit = 2000

/** All keys of this module, to be asked again after a write that changes counts. */
export const gridsKey = [key] as const

/** One grid with its posts, chain, children and neighbours; `at` chooses the version in force then. */
export const gridQuery = (code: string, at?: string) =>
  queryOptions({
    queryKey: [key, 'one', code, at ?? null],
    queryFn: ({ signal }) => get(`/api/grids/${encodeURIComponent(code)}`, GridDetail, { at }, signal),
    staleTime: 30_000,
  })

/** The grids of the largest level. */
export const topGridsQuery = (level: string, at?: string) =>
  queryOptions({
    queryKey: [key, 'level', level, at ?? null],
    queryFn: ({ signal }) => get('/api/grids', GridPage, { level, at, limit: listLimit }, signal),
    staleTime: 30_000,
  })

export const childGridsQuery = (parent: string, at?: string) =>
  queryOptions({
    queryKey: [key, 'parent', parent, at ?? null],
    queryFn: ({ signal }) => get('/api/grids', GridPage, { parent, at, limit: listLimit }, signal),
    staleTime: 30_000,
  })

/** Grids whose name or code holds `q`. */
export const foundGridsQuery = (q: string, at?: string) =>
  queryOptions({
    queryKey: [key, 'q', q, at ?? null],
    queryFn: ({ signal }) => get('/api/grids', GridPage, { q, at, limit: 60 }, signal),
    staleTime: 30_000,
  })
