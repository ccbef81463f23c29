import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { changeableAccount } from './changeable-account.ts'
import type { Account, AccountChange } from './contract.ts'
import { keepAnAdministrator } from './keep-an-administrator.ts'
import { link } from './link.ts'
import { describeAccount } from './list-accounts.ts'
import { placeOf } from './place.ts'
import { endSessionsOf, lockAccounts, selectAccountById, updateAccount } from './queries.ts'

/**
 * An account as it is to be: what changed of it is written down; a disabled one's sessions end. Throws `not-found`, `demo-account`,
 * `last-administrator`, `unknown-grid`, `bad-post`, `bad-field`, `conflict` for a subject that is somebody else's.
 */
export function changeAccount(
  ctx: Ctx,
  id: number,
  input: AccountChange,
  issuer: string | null,
): Promise<Account> {
  return transaction(ctx, async tx => {
    await lockAccounts(tx.sql)
    const before = await changeableAccount(tx, id)
    const place = await placeOf(tx, input)
    await updateAccount(tx.sql, id, place, input.disabled ? tx.now : null)
    if (input.disabled) await endSessionsOf(tx.sql, id, tx.now)
    if (input.subject !== before.subject) await link(tx, before, issuer, input.subject)
    await keepAnAdministrator(tx)
    const after = await selectAccountById(tx.sql, id, tx.now)
    if (after === undefined) throw new Problem('not-found')
    await appendAudit(tx, {
      verb: 'account.change',
      subject: `account/${before.account}`,
      data: { from: told(before), to: told(after) },
    })
    return describeAccount(after)
  })
}

function told({
  role,
  grid,
  department,
  nets,
  state,
  personId,
}: Awaited<ReturnType<typeof changeableAccount>>) {
  return { role, grid, department, nets, state, person: personId }
}
