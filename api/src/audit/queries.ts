import type { Sealed } from '../access/keyring.ts'
import type { Sql } from '../database/sql.ts'

/** What the hash covers, beside the hash before it. */
export interface AuditRecord {
  seq: number
  at: Date
  actor: string | null
  role: string
  address: string | null
  verb: string
  subject: string | null
  data: Readonly<Record<string, unknown>>
}

export interface AuditRow extends AuditRecord {
  previousHash: Buffer | null
  hash: Buffer
}

/** What the seal vouches for. */
export interface AuditEnd {
  seq: number
  /** Null while the log is empty. */
  hash: Buffer | null
  /** The first entry after an end whose seal did not hold; see `continue-log.ts`. */
  brokenAt: number | null
  /** The first entry under a seal, of a log from before there were seals. */
  sealedFrom: number | null
}

/** `seal` and `keyId` are null on a log from before there were seals. */
export interface AuditHead extends AuditEnd {
  seal: Buffer | null
  keyId: string | null
}

/** One writer at a time until the end of the transaction: a chain has one end. Undefined when somebody took it away. */
export async function selectHeadForUpdate(sql: Sql): Promise<AuditHead | undefined> {
  const [head] = await sql<AuditHead[]>`
    select seq, hash, broken_at, sealed_from, seal, key_id from audit_head for update`
  return head
}

/** Undefined when somebody took it away. */
export async function selectHead(sql: Sql): Promise<AuditHead | undefined> {
  const [head] = await sql<AuditHead[]>`
    select seq, hash, broken_at, sealed_from, seal, key_id from audit_head`
  return head
}

export async function putHead(sql: Sql, end: AuditEnd, seal: Sealed): Promise<void> {
  await sql`
    insert into audit_head (seq, hash, broken_at, sealed_from, seal, key_id)
    values (${end.seq}, ${end.hash}, ${end.brokenAt}, ${end.sealedFrom}, ${seal.bytes}, ${seal.keyId})
    on conflict (id) do update set seq = excluded.seq, hash = excluded.hash, broken_at = excluded.broken_at,
      sealed_from = excluded.sealed_from, seal = excluded.seal, key_id = excluded.key_id`
}

/** The last entry that is really there, whatever the head says. */
export async function selectLastEntry(sql: Sql): Promise<{ seq: number; hash: Buffer } | undefined> {
  const [last] = await sql<{ seq: number; hash: Buffer }[]>`
    select seq, hash from audit_event order by seq desc limit 1`
  return last
}

export async function insertAuditEvent(
  sql: Sql,
  record: AuditRecord,
  previousHash: Buffer | null,
  hash: Buffer,
): Promise<void> {
  await sql`
    insert into audit_event (seq, at, actor, role, address, verb, subject, data, previous_hash, hash)
    values (${record.seq}, ${record.at}, ${record.actor}, ${record.role}, ${record.address}, ${record.verb},
      ${record.subject}, ${JSON.stringify(record.data)}::text::jsonb, ${previousHash}, ${hash})`
}

/** In the order of the log, from after `seq`. */
export function selectAuditEvents(sql: Sql, after: number, limit: number): Promise<AuditRow[]> {
  return sql<AuditRow[]>`
    select seq, at, actor, role, address, verb, subject, data, previous_hash, hash
    from audit_event where seq > ${after} order by seq limit ${limit}`
}
