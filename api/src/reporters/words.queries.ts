import type { Sealed } from '../access/keyring.ts'
import type { Sql } from '../database/sql.ts'

export async function insertReporterKey(sql: Sql, incident: number, sealed: Sealed, at: Date): Promise<void> {
  await sql`
    insert into reporter_key (incident_id, key, key_id, made_at)
    values (${incident}, ${sealed.bytes}, ${sealed.keyId}, ${at})`
}

export async function selectReporterKey(sql: Sql, incident: number): Promise<Sealed | undefined> {
  const [row] = await sql<{ bytes: Buffer; keyId: string }[]>`
    select key as bytes, key_id from reporter_key where incident_id = ${incident}`
  return row
}

/** Keys still sealed with a key of the keyring that is no longer the current one. */
export function selectStaleKeys(
  sql: Sql,
  currentKeyId: string,
  limit: number,
): Promise<{ incidentId: number; bytes: Buffer; keyId: string }[]> {
  return sql<{ incidentId: number; bytes: Buffer; keyId: string }[]>`
    select incident_id, key as bytes, key_id from reporter_key
    where key_id <> ${currentKeyId} order by incident_id limit ${limit} for update skip locked`
}

export async function updateReporterKey(sql: Sql, incident: number, sealed: Sealed): Promise<void> {
  await sql`
    update reporter_key set key = ${sealed.bytes}, key_id = ${sealed.keyId} where incident_id = ${incident}`
}

export interface SaidRow {
  incidentId: number
  rev: number
  at: Date
  /** Sealed words; null: a rating, or words from before they were sealed. */
  sealed: string | null
  note: string | null
  satisfied: boolean | null
}

/** What reporters wrote and rated by their links. */
export function selectSaid(sql: Sql, incidents: readonly number[]): Promise<SaidRow[]> {
  return sql<SaidRow[]>`
    select incident_id, rev, at, data->>'sealed' as sealed, data->>'note' as note,
      (data->>'satisfied')::boolean as satisfied
    from incident_event
    where incident_id = any(${[...incidents]}::bigint[]) and verb in ('comment', 'rate') and data->>'by' = 'reporter'
    order by incident_id, rev`
}
