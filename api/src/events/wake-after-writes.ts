import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import type { Feed } from './feed.ts'

/** Whatever a request wrote has been committed when it is answered: those who listen hear of it at once. */
export function wakeAfterWrites(feed: Feed): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && c.res.ok) feed.wake()
  }
}
