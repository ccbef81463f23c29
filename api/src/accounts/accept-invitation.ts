import { networkOf } from '../access/address.ts'
import { newPasswordHash } from '../access/new-password.ts'
import { hashReadableCode } from '../access/readable-code.ts'
import { chargeAttempt } from '../access/throttle.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { InvitationAnswer } from './contract.ts'
import { selectInvitation, useInvitation } from './queries.ts'

/**
 * The owner of an invitation chooses a password. @returns the account's name. Throws `bad-credentials` for a code that is wrong, used or
 * too old, `weak-password` with the fault, `too-many-requests`.
 */
export async function acceptInvitation(ctx: Ctx, { code, password }: InvitationAnswer): Promise<string> {
  const codeHash = hashReadableCode(code)
  const invitation = await selectInvitation(ctx.sql, codeHash, ctx.now)
  if (invitation === undefined) {
    // counted by network alone: strangers elsewhere cannot keep anybody's invitation from being used
    await chargeAttempt(ctx, `invitation ${networkOf(ctx.address)}`)
    throw new Problem('bad-credentials', { field: 'code' })
  }
  const { account, name } = invitation
  const passwordHash = await newPasswordHash(ctx, password, account, name)
  await transaction(ctx, async tx => {
    if (!(await useInvitation(tx.sql, codeHash, passwordHash)))
      throw new Problem('bad-credentials', { field: 'code' })
    await appendAudit(tx, {
      verb: 'account.password',
      subject: `account/${account}`,
      data: { invited: true },
    })
  })
  return account
}
