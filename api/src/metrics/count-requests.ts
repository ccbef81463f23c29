import type { MiddlewareHandler } from 'hono'
import { routeOf } from '../http/route-of.ts'
import type { Env } from '../http.ts'
import type { Metrics } from './metrics.ts'

/** Counts every request under the route that answers it, not under its path: paths hold codes and secret links, and never end. */
export function countRequests(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const { method } = c.req
    const route = routeOf(c)?.replace(/^\S+ /, '') ?? (c.req.path.startsWith('/api/') ? 'unknown' : 'page')
    const known = method in methods ? method : 'other'
    metrics.count({ route, method: known, status: c.res.status, seconds: (performance.now() - began) / 1000 })
  }
}

/** Anything may stand where a method does. */
const methods = { GET: 1, HEAD: 1, POST: 1, PUT: 1, PATCH: 1, DELETE: 1, OPTIONS: 1 }
