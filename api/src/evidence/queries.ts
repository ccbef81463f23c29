import type { Sql } from '../database/sql.ts'
import type { PhotoKind } from './contract.ts'

export interface PhotoRow {
  id: number
  incidentId: number
  kind: PhotoKind
  hash: Buffer
  thumbHash: Buffer
  width: number
  height: number
  addedAt: Date
  addedBy: string | null
  requestHash: Buffer
  removedAt: Date | null
}

const columns = (sql: Sql) => sql`
  id, incident_id, kind, hash, thumb_hash, width, height, added_at, added_by, request_hash, removed_at`

export interface NewPhoto extends Omit<PhotoRow, 'id' | 'removedAt'> {
  idempotencyKey: string | null
}

export async function insertPhoto(sql: Sql, row: NewPhoto): Promise<number> {
  const [inserted] = await sql<{ id: number }[]>`
    insert into photo (
      incident_id, kind, hash, thumb_hash, width, height, added_at, added_by, idempotency_key, request_hash)
    values (
      ${row.incidentId}, ${row.kind}, ${row.hash}, ${row.thumbHash}, ${row.width}, ${row.height}, ${row.addedAt},
      ${row.addedBy}, ${row.idempotencyKey}, ${row.requestHash})
    returning id`
  if (inserted === undefined) throw new Error('no photo was inserted')
  return inserted.id
}

/** Also one that was removed. */
export async function selectPhoto(sql: Sql, id: number): Promise<PhotoRow | undefined> {
  const [row] = await sql<PhotoRow[]>`select ${columns(sql)} from photo where id = ${id}`
  return row
}

export async function selectPhotoByKey(
  sql: Sql,
  incident: number,
  idempotencyKey: string,
): Promise<PhotoRow | undefined> {
  const [row] = await sql<PhotoRow[]>`
    select ${columns(sql)} from photo where incident_id = ${incident} and idempotency_key = ${idempotencyKey}`
  return row
}

/** Those that are there, oldest first. */
export function selectPhotos(sql: Sql, incident: number): Promise<PhotoRow[]> {
  return sql<PhotoRow[]>`
    select ${columns(sql)} from photo where incident_id = ${incident} and removed_at is null order by id`
}

/** Those of several cases that came by reporters' links and are there. */
export function selectReportersPhotos(sql: Sql, incidents: readonly number[]): Promise<PhotoRow[]> {
  return sql<PhotoRow[]>`
    select ${columns(sql)} from photo
    where incident_id = any(${[...incidents]}::bigint[]) and added_by is null and removed_at is null order by id`
}

/** False when somebody else removed it first. */
export async function updateRemoved(sql: Sql, id: number, at: Date): Promise<boolean> {
  const rows = await sql`
    update photo set removed_at = ${at} where id = ${id} and removed_at is null returning id`
  return rows.length > 0
}

/** Until the transaction ends nobody else decides about this picture, neither keeps it nor lets it go. */
export async function lockPicture(sql: Sql, hash: Uint8Array): Promise<void> {
  const key = Buffer.from(hash).readBigInt64BE(0).toString()
  await sql`select pg_advisory_xact_lock(${key}::bigint)`
}

export async function selectIsNeeded(sql: Sql, hash: Uint8Array): Promise<boolean> {
  const rows = await sql`
    select from photo where removed_at is null and (hash = ${hash} or thumb_hash = ${hash}) limit 1`
  return rows.length > 0
}
