import type { Actor } from '../context.ts'
import { openable, reachOf, type Verb } from '../permissions.ts'

/** What a city has opened to everybody by its profile. */
export interface OpenToAll {
  /** Titles and texts of reports. */
  readonly words: boolean
  /** Names of those who hold posts. */
  readonly names: boolean
}

/** How far the actor's right goes: the table of rights, and for a token no further than the verbs it was given. */
export function reachFor({ role, verbs }: Actor, verb: Verb) {
  return verbs === undefined || verbs.has(verb) ? reachOf(role, verb) : 'no'
}

/** Whether the actor is told something that the table keeps from some roles, or the city has opened it. */
export function isTold(actor: Actor, verb: keyof typeof openable, open: OpenToAll): boolean {
  if (reachFor(actor, verb) !== 'no') return true
  return open[openable[verb]] && actor.role !== 'wall'
}
