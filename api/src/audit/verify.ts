import type { Ctx } from '../context.ts'
import { auditHash } from './chain.ts'
import { type AuditRow, selectAuditEvents } from './queries.ts'

export type AuditVerdict =
  | { readonly whole: true; readonly events: number; readonly lastHash: string | null }
  /** `seq`: the first event that is not what was written. */
  | { readonly whole: false; readonly seq: number; readonly fault: 'missing' | 'changed' | 'unchained' }

const pageSize = 1000

/**
 * Recomputes the audit log from its first event. A log cut off at its end is whole in itself: compare `events` and `lastHash` with a
 * copy kept elsewhere.
 */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerdict> {
  let last: { seq: number; hash: Buffer } | null = null
  for (;;) {
    const page: AuditRow[] = await selectAuditEvents(ctx.sql, last?.seq ?? 0, pageSize)
    for (const row of page) {
      const fault = faultOf(row, last)
      if (fault !== null) return { whole: false, seq: (last?.seq ?? 0) + 1, fault }
      last = { seq: row.seq, hash: row.hash }
    }
    if (page.length < pageSize) break
  }
  return { whole: true, events: last?.seq ?? 0, lastHash: last?.hash.toString('hex') ?? null }
}

function faultOf(row: AuditRow, last: { seq: number; hash: Buffer } | null) {
  const { previousHash, hash, ...record } = row
  if (row.seq !== (last?.seq ?? 0) + 1) return 'missing'
  if (!same(previousHash, last?.hash ?? null)) return 'unchained'
  return same(hash, auditHash(previousHash, record)) ? null : 'changed'
}

function same(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0
}
