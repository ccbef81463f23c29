import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'

/** Method and path of the route that will answer, as the OpenAPI document writes it; null when none will. */
export function routeOf(c: Context): string | null {
  const route = matchedRoutes(c).find(({ method, path }) => !(method === 'ALL' && path.endsWith('*')))
  if (route === undefined) return null
  return routeKey(route.method, route.path)
}

/** `GET /api/grids/:code{[^/]+}` as the OpenAPI document writes it. */
export function routeKey(method: string, path: string): string {
  return `${method} ${path.replace(/:(\w+)(\{[^}]*\})?\??/g, '{$1}')}`
}
