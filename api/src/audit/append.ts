import type { Ctx } from '../context.ts'
import { auditHash } from './chain.ts'
import { headText } from './head.ts'
import { insertAuditEvent, selectHeadForUpdate, updateHead } from './queries.ts'

/** What happened, as a code: `<noun>.<verb>`. */
export type AuditVerb =
  | 'session.open'
  | 'session.refuse'
  | 'session.close'
  | 'session.end'
  | 'account.create'
  | 'account.change'
  | 'account.invite'
  | 'account.password'
  | 'account.link'
  | 'second-factor.enrol'
  | 'second-factor.remove'
  | 'token.make'
  | 'token.end'
  | 'screen.make'
  | 'screen.end'
  | 'calendar.change'
  | 'audit.read'
  | 'audit.export'
  | 'audit.verify'
  | 'reporter.read'
  | 'reporter.reseal'
  | 'reporter.erase'
  | 'person.export'
  | 'person.erase'
  | 'photo.read'
  | 'draft.open'
  | 'draft.submit'
  | 'draft.approve'
  | 'draft.return'
  | 'draft.discard'
  | 'draft.publish'

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
