import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { type Ctx, visitor } from '../context.ts'
import type { Env } from '../http.ts'
import { beforeSetup, reachOf, rules, type Verb } from '../permissions.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { isConfined } from './authorize.ts'
import { readSessionCookie } from './cookie.ts'
import { isForeign } from './origin.ts'
import { createReportLimit } from './report-limit.ts'
import { isSecure } from './secure.ts'
import { actorOf, findSession } from './session.ts'
import { isSetupOpen } from './setup.ts'
import { isAuthor, writtenByHeader } from './written-by.ts'

/**
 * What every request to a module passes: where it comes from, who asks, and whether the table of rights grants its route. A route
 * without a rule is refused; so is an answer about a thing that nobody compared with the asker's subtree.
 */
export function gate(service: Service): MiddlewareHandler<Env> {
  const takeReport = createReportLimit(service.settings.reportsPerMinute)
  return async (c, next) => {
    const route = routeOf(c)
    if (route === null) return next()
    const verb = rules[route]
    if (verb === undefined) {
      service.log.error({ route }, 'a route without a rule was refused')
      throw new Problem('not-allowed')
    }
    if (isForeign(c.req.raw, service.settings.publicUrl)) throw new Problem('bad-origin')

    const ctx = await identify(c, service)
    c.set('ctx', ctx)
    if (!isAuthor(ctx.actor, c.req.header(writtenByHeader))) throw new Problem('sign-in-required')
    if (!beforeSetup.has(verb) && (await isSetupOpen(ctx, service.setup))) throw new Problem('setup-required')
    const reach = reachOf(ctx.actor.role, verb)
    if (reach === 'no') throw new Problem(ctx.actor.account === null ? 'sign-in-required' : 'not-allowed')
    if (verb === 'incident.report' && ctx.actor.account === null) takeReport(ctx)

    await next()
    if (reach !== 'all' && c.res.ok && !isConfined(ctx.actor, verb)) throw forgotten(verb, route)
  }
}

/** Method and path of the route that will answer, as the OpenAPI document writes it; null when none will. */
function routeOf(c: Context<Env>): string | null {
  const route = matchedRoutes(c).find(({ method, path }) => !(method === 'ALL' && path.endsWith('*')))
  if (route === undefined) return null
  return routeKey(route.method, route.path)
}

/** `GET /api/grids/:code{[^/]+}` as the OpenAPI document writes it. */
export function routeKey(method: string, path: string): string {
  return `${method} ${path.replace(/:(\w+)(\{[^}]*\})?\??/g, '{$1}')}`
}

async function identify(c: Context<Env>, service: Service): Promise<Ctx> {
  const ctx = c.get('ctx')
  const token = readSessionCookie(c, isSecure(c, service.settings))
  const session = token === undefined ? undefined : await findSession(ctx, token)
  if (session === undefined) return { ...ctx, actor: visitor }
  c.header('Cache-Control', 'no-store')
  return { ...ctx, actor: actorOf(session) }
}

function forgotten(verb: Verb, route: string): Problem {
  return new Problem('internal', { cause: new Error(`${route} answered ${verb} without asking authorize`) })
}
