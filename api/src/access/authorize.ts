import type { Actor, Ctx } from '../context.ts'
import { secretVerbs, type Verb } from '../permissions.ts'
import { Problem } from '../problem.ts'
import { selectIsWithin } from './queries.ts'
import { reachFor } from './told.ts'

/**
 * What a verb is about: the grid it lies in (null: the city's own queue), the net it belongs to (null: none in particular), and the
 * person or the department that it was given to.
 */
export interface Target {
  readonly grid: string | null
  readonly net: string | null
  readonly person: number | null
  readonly department?: number | null
}

/**
 * Compares a thing with the reach that the table of rights gives the asker. Throws `not-allowed`, or `not-found` where even its
 * existence is none of the asker's business; `sign-in-required` for visitors.
 */
export async function authorize(ctx: Ctx, verb: Verb, target: Target): Promise<void> {
  const { actor } = ctx
  if (!(await reaches(ctx, verb, target))) {
    if (secretVerbs.has(verb)) throw new Problem('not-found')
    throw new Problem(actor.account === null ? 'sign-in-required' : 'not-allowed')
  }
  const seen = confined.get(actor) ?? new Set()
  confined.set(actor, seen.add(verb))
}

/** Whether this request's actor was compared with a thing for this verb; the gate refuses to answer otherwise. */
export function isConfined(actor: Actor, verb: Verb): boolean {
  return confined.get(actor)?.has(verb) ?? false
}
const confined = new WeakMap<Actor, Set<Verb>>()

async function reaches({ sql, actor }: Ctx, verb: Verb, target: Target): Promise<boolean> {
  switch (reachFor(actor, verb)) {
    case 'all':
      return true
    case 'sub':
      if (!isOfNets(actor, target.net)) return false
      if (actor.grid === null || isOwn(actor, target)) return true
      return target.grid !== null && (await selectIsWithin(sql, target.grid, actor.grid))
    case 'own':
      return isOfNets(actor, target.net) && isOwn(actor, target)
    case 'no':
      return false
  }
}

/** Whether a matter of this net is the actor's business at all. */
export function isOfNets({ nets }: Actor, net: string | null): boolean {
  return nets === null || net === null || nets.includes(net)
}

function isOwn(actor: Actor, { person, department = null }: Target): boolean {
  if (actor.person !== null && actor.person === person) return true
  return actor.department !== null && actor.department === department
}
