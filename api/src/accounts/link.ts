import { appendAudit } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { linkIdentity } from './queries.ts'

/**
 * Says who an account is at the city's identity server; null: nobody. Part of a transaction. Throws `bad-field` where there is no such
 * server, `conflict` for a subject that is somebody else's.
 */
export async function link(
  tx: Ctx,
  { id, account }: { id: number; account: string },
  issuer: string | null,
  subject: string | null,
): Promise<void> {
  if (subject !== null && issuer === null) throw new Problem('bad-field', { field: 'subject' })
  if (!(await linkIdentity(tx.sql, id, issuer, subject))) throw new Problem('conflict', { field: 'subject' })
  await appendAudit(tx, { verb: 'account.link', subject: `account/${account}`, data: { issuer, subject } })
}
