import { accountName } from '../access/account-name.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Invitation, NewAccount } from './contract.ts'
import { invite } from './invite.ts'
import { link } from './link.ts'
import { placeOf } from './place.ts'
import { insertInvitedAccount } from './queries.ts'

/**
 * A new account, with the link by which its owner chooses a password. Throws `account-exists`, `unknown-grid`, `bad-post`, `bad-field`,
 * `conflict` for a subject that is somebody else's.
 */
export function createAccount(ctx: Ctx, input: NewAccount, issuer: string | null): Promise<Invitation> {
  const account = accountName(input.account)
  return transaction(ctx, async tx => {
    const place = await placeOf(tx, input)
    const id = await insertInvitedAccount(tx.sql, account, place, tx.now)
    if (id === undefined) throw new Problem('account-exists', { field: 'account' })
    const { role, grid, department, nets } = input
    await appendAudit(tx, {
      verb: 'account.create',
      subject: `account/${account}`,
      data: { role, grid, department, nets },
    })
    if (input.subject !== null) await link(tx, { id, account }, issuer, input.subject)
    return invite(tx, id, account)
  })
}
