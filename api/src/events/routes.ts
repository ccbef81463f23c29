import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createRoute, z } from '@hono/zod-openapi'
import { createStreamWatch } from '../access/stream-watch.ts'
import { newRouter, problemAnswer } from '../http.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { EventsQuery, readEventId } from './contract.ts'
import { createStreamLimit } from './stream-limit.ts'
import { streamHeaders, wireFormat } from './wire-format.ts'

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
  const { feed, log } = service
  const takePlace = createStreamLimit()
  const watch = createStreamWatch(() => {
    if (service.database === null) throw new Problem('database-unavailable')
    return programContext(service, service.database.sql)
  }, log)
  return newRouter().openapi(getEvents, async c => {
    const ctx = c.get('ctx')
    const { grid = null, lastEventId } = c.req.valid('query')
    const lastSeen = readEventId(c.req.header('last-event-id') ?? lastEventId)
    if (grid !== null && (await ctx.atlases.at(ctx, ctx.now)).tree.get(grid) === undefined)
      throw new Problem('unknown-grid', { field: 'grid' })
    await feed.ready()

    const opening = wireFormat.opening(ctx.now)
    const out = c.env?.outgoing
    // Without a socket of its own (HEAD, or asked in process) the stream ends at once: readers come back.
    if (out === undefined || c.req.raw.method === 'HEAD') return c.body(opening, 200, streamHeaders)
    out.once('close', takePlace(ctx))
    const caller = c.get('caller')
    // A right that ends while a stream is open ends the stream.
    if (caller !== null)
      out.once(
        'close',
        watch(caller, () => out.end()),
      )
    out.writeHead(200, { ...streamHeaders, 'X-Request-Id': c.get('requestId') })
    out.write(opening)
    feed.join(out, grid, lastSeen).catch(error => {
      log.error({ err: error }, 'a stream could not be continued')
      out.destroy()
    })
    return RESPONSE_ALREADY_SENT
  })
}
