import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { accountName } from './account-name.ts'
import type { SignIn } from './contract.ts'
import { verifyPassword } from './password.ts'
import { type AccountRow, deleteSessionsOver, revokeSession, selectAccount } from './queries.ts'
import { type SecondFactorRow, selectSecondFactor } from './second-factor.queries.ts'
import { acceptCode } from './second-factor.ts'
import { actorOf, hashToken, type OpenedSession, openSession } from './session.ts'
import { chargeAttempt, forgiveAttempt, refundAttempt } from './throttle.ts'

/** Sessions that ended so long ago are forgotten; the audit log remembers them. */
const forgetSessionsAfterDays = 30

/**
 * 登录. An account that does not exist, one that is disabled and a wrong password are one answer in one time.
 * `previousToken`: what the browser held before; that session ends, so that a planted one is worth nothing.
 * Throws `bad-credentials`, `second-factor-required` (the password was right), `bad-second-factor`, `too-many-requests`.
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
    await refuse(ctx, subject, {})
    throw new Problem('bad-credentials')
  }

  const { passwordHash: _, demo: __, ...who } = account
  const factor = await confirmedFactor(ctx, who)
  if (factor !== null && input.code === undefined) {
    await transaction(ctx, tx => refundAttempt(tx, name))
    throw new Problem('second-factor-required', { field: 'code' })
  }
  const opened = await transaction({ ...ctx, actor: actorOf(who) }, async tx => {
    const by = factor === null ? null : await acceptCode(tx, who.id, factor, input.code ?? '')
    if (factor !== null && by === null) return null
    await forgiveAttempt(tx, name)
    return enterSession(tx, who, 'password', previousToken, by === 'recovery' ? { by } : {})
  })
  if (opened === null) {
    await refuse(ctx, `account/${who.name}`, { secondFactor: true })
    throw new Problem('bad-second-factor', { field: 'code' })
  }
  return { ...opened, account: who }
}

/** A session for somebody who has proved who they are. Part of a transaction, whose actor they are. */
export async function enterSession(
  tx: Ctx,
  who: AccountRow,
  means: 'password' | 'identity',
  previousToken: string | undefined,
  data: Readonly<Record<string, unknown>> = {},
): Promise<OpenedSession> {
  if (previousToken !== undefined) await revokeSession(tx.sql, hashToken(previousToken), tx.now)
  await deleteSessionsOver(tx.sql, new Date(tx.now.getTime() - forgetSessionsAfterDays * 86_400_000))
  const session = await openSession(tx, who, means)
  await appendAudit(tx, { verb: 'session.open', subject: `account/${who.name}`, data: { ...data, means } })
  return session
}

async function confirmedFactor(ctx: Ctx, { id }: AccountRow): Promise<SecondFactorRow | null> {
  const factor = await selectSecondFactor(ctx.sql, id)
  return factor?.confirmed ? factor : null
}

async function refuse(ctx: Ctx, subject: string | null, data: Readonly<Record<string, unknown>>) {
  await transaction(ctx, tx => appendAudit(tx, { verb: 'session.refuse', subject, data }))
}
