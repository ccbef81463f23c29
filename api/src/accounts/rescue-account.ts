import { accountName } from '../access/account-name.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { changeableAccount } from './changeable-account.ts'
import type { Invitation } from './contract.ts'
import { invite } from './invite.ts'
import { deleteFactorOf, forgetKeys, lockAccounts, selectAccountId } from './queries.ts'

/**
 * For whoever holds the server itself, when the last administrator lost password or telephone: keys and one-time codes count no longer,
 * a new invitation is made. Throws `not-found`, `demo-account`.
 */
export function rescueAccount(ctx: Ctx, name: string): Promise<Invitation> {
  return transaction(ctx, async tx => {
    await lockAccounts(tx.sql)
    const id = await selectAccountId(tx.sql, accountName(name))
    if (id === undefined) throw new Problem('not-found')
    const { account } = await changeableAccount(tx, id)
    await forgetKeys(tx.sql, id, tx.now)
    await deleteFactorOf(tx.sql, id)
    return invite(tx, id, account)
  })
}
