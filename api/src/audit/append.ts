import { type Ctx, visitor } from '../context.ts'
import { auditHash } from './chain.ts'
import { continueLog } from './continue-log.ts'
import type { AuditVerb } from './contract.ts'
import { headText } from './head.ts'
import { type AuditEnd, insertAuditEvent, putHead } from './queries.ts'

export interface AuditEntry {
  readonly verb: AuditVerb
  /** What it was done to: `account/chief`, `incident/17`. */
  readonly subject: string | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** Adds to the audit log as part of the caller's transaction: what is not logged did not happen, what did not happen is not logged. */
export async function appendAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const { end: found, broken } = await continueLog(ctx)
  let end = found
  // the program's own finding: whoever writes next has nothing to do with it
  if (broken !== null)
    end = await insertAfter(
      end,
      { ...ctx, actor: visitor, address: null },
      { ...broken, verb: 'audit.broken' },
    )
  end = await insertAfter(end, ctx, entry)
  await putHead(ctx.sql, end, ctx.keyring.vouch(headText(end)))
}

async function insertAfter(end: AuditEnd, ctx: Ctx, entry: AuditEntry): Promise<AuditEnd> {
  const record = {
    seq: end.seq + 1,
    at: ctx.now,
    actor: ctx.actor.account,
    role: ctx.actor.role,
    address: ctx.address,
    verb: entry.verb,
    subject: entry.subject,
    data: entry.data ?? {},
  }
  const hash = auditHash(end.hash, record)
  await insertAuditEvent(ctx.sql, record, end.hash, hash)
  return { ...end, seq: record.seq, hash }
}
