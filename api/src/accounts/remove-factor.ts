import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { changeableAccount } from './changeable-account.ts'
import { deleteFactorOf, endSessionsOf } from './queries.ts'

/** Somebody lost the telephone and the recovery codes: the account asks for none until new ones are set up. Throws `not-found`, `demo-account`. */
export function removeFactor(ctx: Ctx, id: number): Promise<void> {
  return transaction(ctx, async tx => {
    const { account } = await changeableAccount(tx, id)
    if (!(await deleteFactorOf(tx.sql, id))) throw new Problem('not-found')
    await endSessionsOf(tx.sql, id, tx.now)
    await appendAudit(tx, { verb: 'second-factor.remove', subject: `account/${account}` })
  })
}
