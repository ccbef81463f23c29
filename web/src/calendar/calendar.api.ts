import {
  Calendar,
  type CalendarChange,
  CalendarChanged,
  CalendarPreview,
} from '@jingwei/api/calendar/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Calendar, CalendarChanged, CalendarPreview }

export const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: ({ signal }) => get('/api/calendar', Calendar, {}, signal),
  staleTime: 60_000,
})

export const changeCalendar = mutationOptions({
  mutationKey: ['calendar', 'change'],
  mutationFn: (change: CalendarChange) => send('PUT', '/api/calendar', CalendarChanged, change),
})

export const previewCalendar = mutationOptions({
  mutationKey: ['calendar', 'preview'],
  mutationFn: (change: CalendarChange) => send('POST', '/api/calendar/preview', CalendarPreview, change),
})
