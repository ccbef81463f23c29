import type { Ctx } from '../context.ts'
import { type ChainedEvent, eventHash } from './event-chain.ts'
import { insertEvent, selectEventHash } from './queries.ts'

/**
 * Adds the next event to a case's log as part of the caller's transaction, chained to the one before it. The caller has won the
 * revision already (`update … where rev = …`): two can not append the same one.
 */
export async function appendEvent(ctx: Ctx, event: ChainedEvent): Promise<void> {
  const previousHash = await selectEventHash(ctx.sql, event.incidentId, event.rev - 1)
  if (previousHash === undefined) throw new Error(`case ${event.incidentId} has no event ${event.rev - 1}`)
  await insertEvent(ctx.sql, { ...event, previousHash, hash: eventHash(previousHash, event) })
}
