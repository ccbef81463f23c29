import { createRoute } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import { changeCalendar } from './change-calendar.ts'
import { Calendar, CalendarChange, CalendarChanged, CalendarPreview } from './contract.ts'
import { previewCalendar } from './preview-calendar.ts'
import { showCalendar } from './read-calendar.ts'

const getCalendar = createRoute({
  method: 'get',
  path: '/api/calendar',
  summary: 'When the city works, and when an overdue case climbs',
  responses: answers(Calendar, 'the calendar'),
})

const putCalendar = createRoute({
  method: 'put',
  path: '/api/calendar',
  summary:
    'Replaces the working calendar; running clocks are worked out anew, and it is written to the audit log',
  request: { body: jsonBody(CalendarChange) },
  responses: answers(CalendarChanged, 'the new calendar'),
})

const postPreview = createRoute({
  method: 'post',
  path: '/api/calendar/preview',
  summary: 'What a change of the working calendar would do to the running clocks; nothing is saved',
  request: { body: jsonBody(CalendarChange) },
  responses: answers(CalendarPreview, 'counts, and some of the cases'),
})

export const calendarRoutes = () =>
  newRouter()
    .openapi(getCalendar, async c => c.json(await showCalendar(c.get('ctx')), 200))
    .openapi(putCalendar, async c => c.json(await changeCalendar(c.get('ctx'), c.req.valid('json')), 200))
    .openapi(postPreview, async c => c.json(await previewCalendar(c.get('ctx'), c.req.valid('json')), 200))
