import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import type { NewPassword } from './contract.ts'
import { newPasswordHash } from './new-password.ts'
import { provenAccount } from './own-account.ts'
import { revokeSessions, updatePassword } from './queries.ts'
import { renewToken } from './session.ts'

/**
 * The caller's own password; the other sessions end, and the caller's goes on under a new token. Throws `bad-credentials` for the current
 * password, `weak-password` with the fault, `demo-account`, `too-many-requests`.
 * @returns the new token
 */
export async function changePassword(ctx: Ctx, input: NewPassword, session: number): Promise<string> {
  const { name, displayName } = await provenAccount(ctx, input.current)
  const passwordHash = await newPasswordHash(ctx, input.password, name, displayName.zh)
  return transaction(ctx, async tx => {
    await updatePassword(tx.sql, name, passwordHash)
    await revokeSessions(tx.sql, name, tx.now, { but: session })
    await appendAudit(tx, { verb: 'account.password', subject: `account/${name}` })
    return renewToken(tx, session)
  })
}
