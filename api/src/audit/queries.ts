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

/** One writer at a time until the end of the transaction: a chain has one end. */
export async function lockAuditLog(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('audit_event'))`
}

export async function selectLastLink(sql: Sql): Promise<{ seq: number; hash: Buffer } | undefined> {
  const [row] = await sql<{ seq: number; hash: Buffer }[]>`
    select seq, hash from audit_event order by seq desc limit 1`
  return row
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
