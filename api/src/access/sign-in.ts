import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { accountName } from './account-name.ts'
import type { SignIn } from './contract.ts'
import { verifyPassword } from './password.ts'
import { type AccountRow, deleteSessionsOver, revokeSession, selectAccount } from './queries.ts'
import { actorOf, hashToken, type OpenedSession, openSession } from './session.ts'
import { chargeAttempt, forgiveAttempt } from './throttle.ts'

/** Sessions that ended so long ago are forgotten; the audit log remembers them. */
const forgetSessionsAfterDays = 30

/**
 * 登录. An account that does not exist, one that is disabled and a wrong password are one answer in one time.
 * `previousToken`: what the browser held before; that session ends, so that a planted one is worth nothing.
 * Throws `bad-credentials`, `too-many-requests`.
 */
export async function signIn(
  ctx: Ctx,
  input: SignIn,
  previousToken: string | undefined,
): Promise<OpenedSession & { account: AccountRow }> {
  const name = accountName(input.account)
  await chargeAttempt(ctx, name)
  const account = await selectAccount(ctx.sql, name, ctx.now)
  const matches = await verifyPassword(account?.passwordHash, input.password)
  if (account === undefined || !matches) {
    // what was typed is not written down: it may have been a password
    const subject = account === undefined ? null : `account/${account.name}`
    await transaction(ctx, tx => appendAudit(tx, { verb: 'session.refuse', subject }))
    throw new Problem('bad-credentials')
  }

  const { passwordHash: _, ...who } = account
  const opened = await transaction({ ...ctx, actor: actorOf(who) }, async tx => {
    await forgiveAttempt(tx, name)
    if (previousToken !== undefined) await revokeSession(tx.sql, hashToken(previousToken), tx.now)
    await deleteSessionsOver(tx.sql, new Date(tx.now.getTime() - forgetSessionsAfterDays * 86_400_000))
    const session = await openSession(tx, who)
    await appendAudit(tx, { verb: 'session.open', subject: `account/${who.name}` })
    return session
  })
  return { ...opened, account: who }
}
