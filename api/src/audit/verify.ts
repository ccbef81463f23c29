import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import { auditHash } from './chain.ts'
import type { AuditVerdict } from './contract.ts'
import { sealOf } from './head.ts'
import { type AuditRow, selectAuditEvents, selectHead } from './queries.ts'

const pageSize = 1000

/**
 * Recomputes the audit log from its first entry, and compares its end with the sealed one. Found: a changed byte, a removed, added or
 * swapped entry, an end that was cut off, a log that was recomputed as a whole by somebody without the key, also when the server wrote on after it. Not found: the whole database
 * set back to an older state of itself; for that compare `entries` and `lastHash` with what an earlier check said.
 */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerdict> {
  const head = await selectHead(ctx.sql)
  let last: { seq: number; hash: Buffer } | null = null
  let atHead: Buffer | null = null
  for (;;) {
    const page: AuditRow[] = await pageAfter(ctx, last?.seq ?? 0)
    for (const row of page) {
      const fault = faultOf(row, last)
      if (fault !== null) return { whole: false, entry: (last?.seq ?? 0) + 1, fault }
      last = { seq: row.seq, hash: row.hash }
      if (row.seq === head?.seq) atHead = row.hash
    }
    if (page.length < pageSize) break
  }
  const entries = last?.seq ?? 0
  const seal = sealOf(ctx.keyring, head)
  if (head !== undefined && entries < head.seq) return { whole: false, entry: entries + 1, fault: 'cut-off' }
  // entries that were added while we looked have moved the end along
  const end = await selectHead(ctx.sql)
  if (seal === 'bad' || end === undefined || end.seq < entries || !same(atHead, head?.hash ?? null))
    return { whole: false, entry: head?.seq ?? entries, fault: 'unsealed' }
  if (head !== undefined && head.brokenAt !== null)
    return { whole: false, entry: head.brokenAt, fault: 'seal-broken' }
  const whole = { whole: true, entries, lastHash: last?.hash.toString('hex') ?? null, seal } as const
  return head === undefined || head.sealedFrom === null ? whole : { ...whole, sealedFrom: head.sealedFrom }
}

function pageAfter(ctx: Ctx, seq: number): Promise<AuditRow[]> {
  return transaction(ctx, async tx => {
    await showRows(tx, 'program')
    return selectAuditEvents(tx.sql, seq, pageSize)
  })
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
