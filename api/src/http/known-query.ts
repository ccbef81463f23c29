import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'
import { routeKey, routeOf } from './route-of.ts'

/**
 * Refuses a query that a route does not know with `unknown-field`: a mistyped filter must never look like an answer. What a route knows is
 * what its contract names; a route without a query takes none. Routes whose query is somebody else's (an identity server's) say so by
 * `z.looseObject`.
 */
export function knownQuery(app: OpenAPIHono<Env>): MiddlewareHandler<Env> {
  let known: Map<string, ReadonlySet<string> | null> | undefined
  return async (c, next) => {
    const [unread] = new URL(c.req.url).searchParams.keys()
    if (unread === undefined) return next()
    // not before the first question: routes are still being registered until then
    known ??= namesByRoute(app)
    const route = routeOf(c)
    const names = route === null ? null : known.get(route)
    if (names === undefined || names === null) return next()
    for (const name of new URL(c.req.url).searchParams.keys())
      if (!names.has(name)) throw new Problem('unknown-field', { field: name })
    return next()
  }
}

/** Null: whatever comes. */
function namesByRoute(app: OpenAPIHono<Env>): Map<string, ReadonlySet<string> | null> {
  const names = new Map<string, ReadonlySet<string> | null>()
  for (const each of app.openAPIRegistry.definitions) {
    if (each.type !== 'route') continue
    const { method, path, request } = each.route
    names.set(routeKey(method.toUpperCase(), path), namesOf(request?.query))
  }
  return names
}

function namesOf(query: unknown): ReadonlySet<string> | null {
  if (query === undefined) return new Set()
  const { shape, def } = query as { shape?: object; def?: { catchall?: { type?: string } } }
  if (shape === undefined || def?.catchall?.type === 'unknown') return null
  return new Set(Object.keys(shape))
}
