import { hashReadableCode, newReadableCode } from '../access/readable-code.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { changeableAccount } from './changeable-account.ts'
import type { Invitation } from './contract.ts'
import { keepAnAdministrator } from './keep-an-administrator.ts'
import { forgetKeys, lockAccounts, upsertInvitation } from './queries.ts'

const invitationDays = 7
const codeGroups = 5

/** A link that lets the account's owner choose a password, once. Part of a transaction. */
export async function invite(tx: Ctx, id: number, account: string): Promise<Invitation> {
  const code = newReadableCode(codeGroups)
  const expiresAt = new Date(tx.now.getTime() + invitationDays * 86_400_000)
  await upsertInvitation(tx.sql, id, hashReadableCode(code), tx.now, expiresAt)
  await appendAudit(tx, {
    verb: 'account.invite',
    subject: `account/${account}`,
    data: { days: invitationDays },
  })
  return { account, code, expiresAt: expiresAt.toISOString() }
}

/**
 * Somebody forgot a password, or lost it to somebody: it counts no longer, sessions and tokens end, a new link is made. Throws
 * `not-found`, `demo-account`, `last-administrator`.
 */
export function inviteAgain(ctx: Ctx, id: number): Promise<Invitation> {
  return transaction(ctx, async tx => {
    await lockAccounts(tx.sql)
    const { account } = await changeableAccount(tx, id)
    await forgetKeys(tx.sql, id, tx.now)
    await keepAnAdministrator(tx)
    return invite(tx, id, account)
  })
}
