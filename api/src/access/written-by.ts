import type { Actor } from '../context.ts'

/** Percent-encoded account name: header values are ASCII. */
export const writtenByHeader = 'x-written-by'

/**
 * False for a request that one person wrote and that would go out with another's session. Pages that keep what was written
 * while there was no connection name its author in `X-Written-By`; a shared phone must not send it as whoever signed in since.
 */
export function isAuthor(actor: Actor, writtenBy: string | undefined): boolean {
  if (writtenBy === undefined) return true
  return actor.account !== null && encodeURIComponent(actor.account) === writtenBy
}
