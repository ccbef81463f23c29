import type { Sql } from '../database/sql.ts'
import type { IncidentStatus } from '../wire.ts'
import type { DuplicateRule } from './likeness.ts'

/** Undefined for an unknown class; null where the city has no rule for it. */
export async function selectRule(sql: Sql, classCode: string): Promise<DuplicateRule | null | undefined> {
  const [row] = await sql<(DuplicateRule & { scope: string | null })[]>`
    select r.scope, r.radius_meters, r.window_hours, r.min_similarity
    from incident_class c
    left join duplicate_rule r on r.scope in (c.code, c.kind, '*')
    where c.code = ${classCode}
    order by array_position(array[c.code, c.kind, '*'], r.scope)
    limit 1`
  if (row === undefined) return undefined
  const { scope, ...rule } = row
  return scope === null ? null : rule
}

export interface Nearby {
  classCode: string
  /** In degrees. */
  box: readonly [west: number, south: number, east: number, north: number]
  from: Date
  until: Date
}

export interface CandidateRow {
  id: number
  headId: number | null
  title: string
  body: string
  lon: number
  lat: number
  reportedAt: Date
}

/** Open cases of a class in a box and a time, newest first. */
export function selectNearby(
  sql: Sql,
  { classCode, box: [west, south, east, north], from, until }: Nearby,
  limit: number,
): Promise<CandidateRow[]> {
  return sql<CandidateRow[]>`
    select id, head_id, title, body, ST_X(geom) as lon, ST_Y(geom) as lat, reported_at
    from incident
    where is_open and class_code = ${classCode} and geom && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)
      and reported_at >= ${from} and reported_at <= ${until}
    order by reported_at desc, id desc
    limit ${limit}`
}

export interface GroupedRow {
  id: number
  rev: number
  classCode: string
  title: string
  body: string
  status: IncidentStatus
  isOpen: boolean
  lon: number | null
  lat: number | null
  reportedAt: Date
  headId: number | null
  linked: number
}

const groupedColumns = (sql: Sql) => sql`
  i.id, i.rev, i.class_code, i.title, i.body, i.status, i.is_open, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.reported_at,
  i.head_id, (select count(*) from incident l where l.head_id = i.id) as linked`

export function selectGrouped(sql: Sql, ids: readonly number[]): Promise<GroupedRow[]> {
  return sql<GroupedRow[]>`
    select ${groupedColumns(sql)} from incident i where i.id = any(${[...ids]}::bigint[])`
}

export function selectLinked(sql: Sql, head: number, limit: number): Promise<GroupedRow[]> {
  return sql<GroupedRow[]>`
    select ${groupedColumns(sql)} from incident i where i.head_id = ${head} order by i.id limit ${limit}`
}

export interface HeldCase {
  id: number
  classCode: string
  isOpen: boolean
  headId: number | null
  lon: number | null
  lat: number | null
}

const heldColumns = (sql: Sql) => sql`id, class_code, is_open, head_id, ST_X(geom) as lon, ST_Y(geom) as lat`

/** Nobody moves or links them before the transaction ends. In the order of ids, so that two never wait for each other. */
export function holdCases(sql: Sql, ids: readonly number[]): Promise<HeldCase[]> {
  return sql<HeldCase[]>`
    select ${heldColumns(sql)} from incident where id = any(${[...ids]}::bigint[]) order by id for no key update`
}

/** It stays as it is before the transaction ends; others may hold it so at the same time. */
export async function shareCase(sql: Sql, id: number): Promise<HeldCase | undefined> {
  const [row] = await sql<HeldCase[]>`select ${heldColumns(sql)} from incident where id = ${id} for share`
  return row
}

export async function standsForOthers(sql: Sql, id: number): Promise<boolean> {
  const rows = await sql`select 1 from incident where head_id = ${id} limit 1`
  return rows.length > 0
}

/** Open cases linked to one that has ended, held; none while it has not. */
export function holdLeftBehind(
  sql: Sql,
  head: number,
): Promise<{ id: number; headStatus: IncidentStatus }[]> {
  return sql<{ id: number; headStatus: IncidentStatus }[]>`
    select l.id, h.status as head_status
    from incident l
    join incident h on h.id = l.head_id
    where l.head_id = ${head} and l.is_open and h.status in ('closed', 'void')
    order by l.id
    for no key update of l`
}
