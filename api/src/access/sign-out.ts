import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { revokeSession } from './queries.ts'
import { hashToken } from './session.ts'

/** 退出. The session ends on the server: a copied cookie is worth nothing afterwards. Ending one that is over changes nothing. */
export async function signOut(ctx: Ctx, token: string): Promise<void> {
  await transaction(ctx, async tx => {
    const name = await revokeSession(tx.sql, hashToken(token), tx.now)
    if (name !== undefined) await appendAudit(tx, { verb: 'session.close', subject: `account/${name}` })
  })
}
