import type { Sealed } from '../access/keyring.ts'
import type { Sql } from '../database/sql.ts'
import type { IncidentStatus } from '../wire.ts'

export async function insertReporter(sql: Sql, incident: number, sealed: Sealed, at: Date): Promise<void> {
  await sql`
    insert into incident_reporter (incident_id, contact, key_id, given_at)
    values (${incident}, ${sealed.bytes}, ${sealed.keyId}, ${at})`
}

export interface SealedReporter {
  /** The incident's grid now; null: the city's own queue. */
  grid: string | null
  net: string
  /** Who holds the post today that owns the incident. */
  person: number | null
  /** null: the reporter gave nothing, or it was deleted. */
  contact: Buffer | null
  keyId: string | null
}

export async function selectSealedReporter(
  sql: Sql,
  incident: number,
  at: Date,
): Promise<SealedReporter | undefined> {
  const [row] = await sql<SealedReporter[]>`
    select record.code as grid, incident.net, post.person_id as person, reporter.contact, reporter.key_id
    from incident cross join city
    left join grid_record record on record.grid_id = incident.grid_id and record.to_version is null
    left join post on post.id = incident.owner_post_id
      and post.from_day <= (${at}::timestamptz at time zone city.time_zone)::date
      and (post.until_day is null or post.until_day > (${at}::timestamptz at time zone city.time_zone)::date)
    left join incident_reporter reporter on reporter.incident_id = incident.id
    where incident.id = ${incident}`
  return row
}

/** Contacts still sealed with a key that is no longer the current one. */
export async function selectStaleReporters(
  sql: Sql,
  currentKeyId: string,
  limit: number,
): Promise<{ incidentId: number; contact: Buffer; keyId: string }[]> {
  return sql<{ incidentId: number; contact: Buffer; keyId: string }[]>`
    select incident_id, contact, key_id from incident_reporter
    where key_id <> ${currentKeyId} order by incident_id limit ${limit} for update skip locked`
}

export async function updateSealedReporter(sql: Sql, incident: number, sealed: Sealed): Promise<void> {
  await sql`
    update incident_reporter set contact = ${sealed.bytes}, key_id = ${sealed.keyId}
    where incident_id = ${incident}`
}

export interface ContactRow {
  incidentId: number
  contact: Buffer
  keyId: string
  givenAt: Date
}

/** The contacts of the cases with the next higher ids. */
export function selectContactsAfter(sql: Sql, after: number, limit: number): Promise<ContactRow[]> {
  return sql<ContactRow[]>`
    select incident_id, contact, key_id, given_at from incident_reporter
    where incident_id > ${after} order by incident_id limit ${limit}`
}

export async function selectContact(sql: Sql, incident: number): Promise<ContactRow | undefined> {
  const [row] = await sql<ContactRow[]>`
    select incident_id, contact, key_id, given_at from incident_reporter where incident_id = ${incident}`
  return row
}

/** Whether somebody can still follow the case by its secret link, or wrote by it. */
export async function selectHasReporter(sql: Sql, incident: number): Promise<boolean> {
  const rows = await sql`
    select from report_link where incident_id = ${incident}
    union all select from reporter_key where incident_id = ${incident}`
  return rows.length > 0
}

/** Cases that ended before an instant, of whose reporter something is still kept. */
export async function selectOverdueReporters(sql: Sql, before: Date, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select i.id from incident i
    where i.id in (select incident_id from incident_reporter union select incident_id from reporter_key)
      and not i.is_open and coalesce(i.closed_at, i.updated_at) < ${before}
    order by i.id limit ${limit} for update skip locked`
  return rows.map(({ id }) => id)
}

/** What a reporter gave of themselves, the link by which they see their report, and the key to what they wrote by it. */
export async function deleteContacts(sql: Sql, incidents: readonly number[]): Promise<void> {
  await sql`delete from incident_reporter where incident_id = any(${[...incidents]}::bigint[])`
  await sql`delete from reporter_key where incident_id = any(${[...incidents]}::bigint[])`
  await sql`delete from report_link where incident_id = any(${[...incidents]}::bigint[])`
}

export interface ReportedRow {
  id: number
  reportedAt: Date
  status: IncidentStatus
  title: string
  body: string
}

export function selectReported(sql: Sql, incidents: readonly number[]): Promise<ReportedRow[]> {
  return sql<ReportedRow[]>`
    select id, reported_at, status, title, body from incident
    where id = any(${[...incidents]}::bigint[]) order by id for update`
}

export async function updateWords(sql: Sql, incident: number, title: string, body: string): Promise<void> {
  await sql`update incident set title = ${title}, body = ${body} where id = ${incident}`
}
