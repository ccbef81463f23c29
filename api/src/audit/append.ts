import type { Ctx } from '../context.ts'
import { auditHash } from './chain.ts'
import { insertAuditEvent, lockAuditLog, selectLastLink } from './queries.ts'

/** What happened, as a code: `<noun>.<verb>`. */
export type AuditVerb =
  | 'session.open'
  | 'session.refuse'
  | 'session.close'
  | 'account.create'
  | 'calendar.change'
  | 'reporter.read'
  | 'reporter.reseal'

export interface AuditEntry {
  readonly verb: AuditVerb
  /** What it was done to: `account/chief`, `incident/17`. */
  readonly subject: string | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** Adds to the audit log as part of the caller's transaction: what is not logged did not happen, what did not happen is not logged. */
export async function appendAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await lockAuditLog(ctx.sql)
  const last = await selectLastLink(ctx.sql)
  const record = {
    seq: (last?.seq ?? 0) + 1,
    at: ctx.now,
    actor: ctx.actor.account,
    role: ctx.actor.role,
    address: ctx.address,
    verb: entry.verb,
    subject: entry.subject,
    data: entry.data ?? {},
  }
  const previousHash = last?.hash ?? null
  await insertAuditEvent(ctx.sql, record, previousHash, auditHash(previousHash, record))
}
