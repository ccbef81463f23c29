import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { createStreamWatch } from '../access/stream-watch.ts'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { createStreamLimit } from './stream-limit.ts'
import { streamHeaders, wireFormat } from './wire-format.ts'

export interface StreamRequest {
  /** Null: the whole city. */
  readonly grid: string | null
  /** The last sequence number that the reader has; null: none. */
  readonly lastSeen: number | null
  /** Told of the answer when its head has been sent: others may write whole events too. */
  readonly opened?: (out: ServerResponse) => void
}

/** Answers with the feed, for as long as the reader stays and may. Throws `too-many-requests` and what the database throws. */
export function createStreams(
  service: Service,
): (c: Context<Env>, request: StreamRequest) => Promise<Response> {
  const { feed, log } = service
  const takePlace = createStreamLimit()
  const watch = createStreamWatch(() => {
    if (service.database === null) throw new Problem('database-unavailable')
    return programContext(service, service.database.sql)
  }, log)
  return async (c, { grid, lastSeen, opened }) => {
    const ctx = c.get('ctx')
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
    feed.join(out as ServerResponse, grid, lastSeen).catch(error => {
      log.error({ err: error }, 'a stream could not be continued')
      out.destroy()
    })
    opened?.(out as ServerResponse)
    return RESPONSE_ALREADY_SENT
  }
}
