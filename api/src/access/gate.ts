import type { MiddlewareHandler } from 'hono'
import { visitor } from '../context.ts'
import { routeOf } from '../http/route-of.ts'
import type { Env } from '../http.ts'
import { beforeSecondFactor, beforeSetup, reachOf, rules, type Verb } from '../permissions.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { createAddressLimit } from './address-limit.ts'
import { isConfined } from './authorize.ts'
import type { Caller } from './caller.ts'
import { bearerToken, identifyCaller } from './identify.ts'
import { isForeign } from './origin.ts'
import { isSetupOpen } from './setup.ts'
import { isAuthor, writtenByHeader } from './written-by.ts'

/** Wrong tokens that an address may show a minute. */
const wrongTokensPerMinute = 6

/**
 * What every request to a module passes: where it comes from, who asks, and whether the table of rights grants its route. A route
 * without a rule is refused; so is an answer about a thing that nobody compared with the asker's subtree.
 */
export function gate(service: Service): MiddlewareHandler<Env> {
  const takeReport = createAddressLimit(service.settings.reportsPerMinute)
  const takeWrongToken = createAddressLimit(wrongTokensPerMinute)
  return async (c, next) => {
    const route = routeOf(c)
    if (route === null) return next()
    const verb = rules[route]
    if (verb === undefined) {
      service.log.error({ route }, 'a route without a rule was refused')
      throw new Problem('not-allowed')
    }
    // No page of another site can make a browser send a token.
    if (bearerToken(c.req.raw) === null && isForeign(c.req.raw, service.settings.publicUrl))
      throw new Problem('bad-origin')

    const caller = await identifyCaller(c, c.get('ctx'), service.settings, takeWrongToken)
    const ctx = { ...c.get('ctx'), actor: caller?.actor ?? visitor }
    c.set('caller', caller)
    c.set('ctx', ctx)
    if (caller !== null) c.header('Cache-Control', 'no-store')
    if (!isAuthor(ctx.actor, c.req.header(writtenByHeader))) throw new Problem('sign-in-required')
    if (!beforeSetup.has(verb) && (await isSetupOpen(ctx, service.setup))) throw new Problem('setup-required')
    const reach = reachOf(ctx.actor.role, verb)
    if (reach === 'no') throw new Problem(ctx.actor.account === null ? 'sign-in-required' : 'not-allowed')
    if (caller !== null) confine(caller, verb, route)
    if (verb === 'incident.report' && ctx.actor.account === null) takeReport(ctx)

    await next()
    if (reach !== 'all' && c.res.ok && !isConfined(ctx.actor, verb)) throw forgotten(verb, route)
  }
}

/** What narrows a caller beyond the table of rights. Throws `token-scope`, `second-factor-missing`. */
function confine(caller: Caller, verb: Verb, route: string): void {
  const asksWho = route === 'GET /api/session'
  if (caller.verbs !== null && !caller.verbs.has(verb) && verb !== 'service.read' && !asksWho)
    throw new Problem('token-scope', { detail: { verb } })
  if (caller.needsSecondFactor && !beforeSecondFactor.has(verb)) throw new Problem('second-factor-missing')
}

function forgotten(verb: Verb, route: string): Problem {
  return new Problem('internal', { cause: new Error(`${route} answered ${verb} without asking authorize`) })
}
