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

/** The end of the log. `hash` is null while it is empty, `seal` and `keyId` on a log from before there were seals. */
export interface AuditHead {
  seq: number
  hash: Buffer | null
  seal: Buffer | null
  keyId: string | null
}

/** One writer at a time until the end of the transaction: a chain has one end. */
export async function selectHeadForUpdate(sql: Sql): Promise<AuditHead> {
  const [head] = await sql<AuditHead[]>`select seq, hash, seal, key_id from audit_head for update`
  if (head === undefined) throw new Error('the audit log has lost its head')
  return head
}

/** Undefined when somebody took it away. */
export async function selectHead(sql: Sql): Promise<AuditHead | undefined> {
  const [head] = await sql<AuditHead[]>`select seq, hash, seal, key_id from audit_head`
  return head
}

export async function updateHead(sql: Sql, end: { seq: number; hash: Buffer }, seal: Sealed): Promise<void> {
  await sql`
    update audit_head set seq = ${end.seq}, hash = ${end.hash}, seal = ${seal.bytes}, key_id = ${seal.keyId}`
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
