import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { verifyPassword } from './password.ts'
import { type AccountRow, selectAccount } from './queries.ts'
import { chargeAttempt, forgiveAttempt } from './throttle.ts'

/** The caller's account. Throws `demo-account` for a published one, which stays as it was published. */
export async function ownAccount({
  sql,
  actor,
  now,
}: Ctx): Promise<AccountRow & { passwordHash: string | null }> {
  const account = actor.account === null ? undefined : await selectAccount(sql, actor.account, now)
  if (account === undefined) throw new Problem('not-allowed')
  if (account.demo) throw new Problem('demo-account')
  return account
}

/** The caller's account, whose password was typed again. Throws `demo-account`, `bad-credentials`, `too-many-requests`. */
export async function provenAccount(ctx: Ctx, password: string): Promise<AccountRow> {
  const account = await ownAccount(ctx)
  await chargeAttempt(ctx, account.name)
  if (!(await verifyPassword(account.passwordHash, password)))
    throw new Problem('bad-credentials', { field: 'password' })
  await transaction(ctx, tx => forgiveAttempt(tx, account.name))
  return account
}
