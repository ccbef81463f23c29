import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { revokeSessions } from './queries.ts'

/** One's own session ends, and its open streams with it. Throws `not-found` for one that is over or somebody else's. */
export function endSession(ctx: Ctx, session: number): Promise<void> {
  return transaction(ctx, async tx => {
    const account = tx.actor.account ?? ''
    if ((await revokeSessions(tx.sql, account, tx.now, { only: session })) === 0)
      throw new Problem('not-found')
    await appendAudit(tx, { verb: 'session.end', subject: `account/${account}`, data: { sessions: 1 } })
  })
}
