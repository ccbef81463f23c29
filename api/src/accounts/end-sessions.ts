import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { changeableAccount } from './changeable-account.ts'
import { endSessionsOf } from './queries.ts'

/** All open sessions of an account end. Throws `not-found`, `demo-account`. */
export function endSessions(ctx: Ctx, id: number): Promise<void> {
  return transaction(ctx, async tx => {
    const { account } = await changeableAccount(tx, id)
    const sessions = await endSessionsOf(tx.sql, id, tx.now)
    await appendAudit(tx, { verb: 'session.end', subject: `account/${account}`, data: { sessions } })
  })
}
