import {
  Frames,
  HotSpots,
  type Measure,
  measures,
  type NewSavedView,
  type SavedView,
  SavedViews,
  Tally,
  type TimeStep,
  Times,
  type ViewNote,
} from '@jingwei/api/analysis/contract.ts'
import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { get, send } from '../api.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'

export type { Frames, HotSpots, Measure, SavedView, Tally, TimeStep, Times, ViewNote }
export { measures }

const key = 'analysis'
const common = { staleTime: 30_000, placeholderData: keepPreviousData } as const

export const tallyQuery = (filter: IncidentFilter, level: string) =>
  queryOptions({
    queryKey: [key, 'grids', filter, level],
    queryFn: ({ signal }) => get('/api/analysis/grids', Tally, { ...filter, level }, signal),
    ...common,
  })

/** `step` undefined: as fine as the period lets one read. */
export const timesQuery = (filter: IncidentFilter, step?: TimeStep) =>
  queryOptions({
    queryKey: [key, 'times', filter, step],
    queryFn: ({ signal }) => get('/api/analysis/times', Times, { ...filter, step }, signal),
    ...common,
  })

export const framesQuery = (filter: IncidentFilter, level: string, step: 'week' | 'month') =>
  queryOptions({
    queryKey: [key, 'frames', filter, level, step],
    queryFn: ({ signal }) => get('/api/analysis/frames', Frames, { ...filter, level, step }, signal),
    staleTime: 60_000,
  })

export const hotSpotsQuery = (filter: IncidentFilter, level: string, measure: Measure) =>
  queryOptions({
    queryKey: [key, 'hot-spots', filter, level, measure],
    queryFn: ({ signal }) => get('/api/analysis/hot-spots', HotSpots, { ...filter, level, measure }, signal),
    ...common,
  })

export const savedViewsQuery = queryOptions({
  queryKey: [key, 'views'],
  queryFn: ({ signal }) => get('/api/analysis/views', SavedViews, {}, signal),
  staleTime: 30_000,
})

const Saved = SavedViews.extend({ id: z.number() })

export const saveView = mutationOptions({
  mutationKey: [key, 'save'],
  mutationFn: (view: NewSavedView) => send('POST', '/api/analysis/views', Saved, view),
})

export const changeView = mutationOptions({
  mutationKey: [key, 'change'],
  mutationFn: ({ id, ...view }: NewSavedView & { id: number; rev: number }) =>
    send('PUT', `/api/analysis/views/${id}`, SavedViews, view),
})

export const removeView = mutationOptions({
  mutationKey: [key, 'remove'],
  mutationFn: (id: number) => send('DELETE', `/api/analysis/views/${id}`, SavedViews),
})
