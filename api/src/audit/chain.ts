import { createHash } from 'node:crypto'
import { canonicalJson } from '../incidents/canonical-json.ts'
import type { AuditRecord } from './queries.ts'

/**
 * The hash of an entry of the audit log: sha256 over the hash before it (32 bytes; nothing before the first) and the entry's
 * canonical JSON in UTF-8, with its time as `YYYY-MM-DDTHH:MM:SS.sssZ`.
 */
export function auditHash(previous: Uint8Array | null, record: AuditRecord): Buffer {
  const { seq, at, actor, role, address, verb, subject, data } = record
  const text = canonicalJson({ seq, at: at.toISOString(), actor, role, address, verb, subject, data })
  return createHash('sha256')
    .update(previous ?? new Uint8Array())
    .update(text, 'utf8')
    .digest()
}
