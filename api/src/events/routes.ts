import { createRoute, z } from '@hono/zod-openapi'
import { newRouter, problemAnswer } from '../http.ts'
import type { Service } from '../service.ts'
import { EventsQuery, readEventId } from './contract.ts'
import { followedGrid } from './followed-grid.ts'
import { createStreams } from './open-stream.ts'

const getEvents = createRoute({
  method: 'get',
  path: '/api/events',
  summary:
    'Steps of cases as they happen, as server-sent events; `Last-Event-ID` tells what was missed first',
  request: { query: EventsQuery },
  responses: {
    200: {
      description:
        'a stream that stays open; the data of an event is a `LiveEvent`, its id the sequence number',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    default: problemAnswer,
  },
})

export const eventRoutes = (service: Service) => {
  const openStream = createStreams(service)
  return newRouter().openapi(getEvents, async c => {
    const ctx = c.get('ctx')
    const { grid: asked = null, lastEventId } = c.req.valid('query')
    const lastSeen = readEventId(c.req.header('last-event-id') ?? lastEventId)
    return openStream(c, { grid: await followedGrid(ctx, asked), lastSeen })
  })
}
