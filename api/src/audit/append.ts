import type { Ctx } from '../context.ts'
import { auditHash } from './chain.ts'
import type { AuditVerb } from './contract.ts'
import { headText } from './head.ts'
import { insertAuditEvent, selectHeadForUpdate, updateHead } from './queries.ts'

export interface AuditEntry {
  readonly verb: AuditVerb
  /** What it was done to: `account/chief`, `incident/17`. */
  readonly subject: string | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** Adds to the audit log as part of the caller's transaction: what is not logged did not happen, what did not happen is not logged. */
export async function appendAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const head = await selectHeadForUpdate(ctx.sql)
  const record = {
    seq: head.seq + 1,
    at: ctx.now,
    actor: ctx.actor.account,
    role: ctx.actor.role,
    address: ctx.address,
    verb: entry.verb,
    subject: entry.subject,
    data: entry.data ?? {},
  }
  const hash = auditHash(head.hash, record)
  await insertAuditEvent(ctx.sql, record, head.hash, hash)
  await updateHead(ctx.sql, { seq: record.seq, hash }, ctx.keyring.vouch(headText({ seq: record.seq, hash })))
}
