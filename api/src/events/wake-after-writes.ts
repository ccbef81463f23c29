import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import type { Service } from '../service.ts'

/** Whatever a request wrote has been committed when it is answered: those who listen hear of it at once, and nothing older is told. */
export function wakeAfterWrites({
  feed,
  atlases,
}: Pick<Service, 'feed' | 'atlases'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || !c.res.ok) return
    atlases.doubt()
    feed.wake()
  }
}
