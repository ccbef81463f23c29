import type { Sql } from '../database/sql.ts'
import { type Past, pastTables } from '../incidents/past.ts'
import type { Text } from '../wire.ts'

/** The version of the grids in force at an instant, with the city's settings that routing needs. */
export interface InForce {
  version: number
  nearMeters: number
  timeZone: string
  openWords: boolean
  openNames: boolean
  /** Whether everybody may read every case one by one. */
  openCases: boolean
  /** Counts changes of centers, see migration 0003. */
  centersRevision: number
  /** The revision of then; null: the centers stand as they stood. */
  pastCenters: number | null
  /** Counts changes of posts and of the names of persons, see migration 0066. */
  postsRevision: number
  /** All of this has been the same since then: since this version, or since the centers changed last. */
  since: Date
}

/** No row: before the first version, or no city is loaded. */
export async function selectInForce(sql: Sql, at: Date): Promise<InForce | undefined> {
  const [row] = await sql<InForce[]>`
    select v.id as version, c.near_meters, c.time_zone, c.open_words, c.open_names, c.open_cases, c.centers_revision,
      c.posts_revision, greatest(v.effective_at, (select max(until) from center_past)) as since,
      (select p.revision from center_past p where p.until > ${at} order by p.until, p.revision limit 1) as past_centers
    from version v cross join city c
    where v.effective_at <= ${at}
    order by v.effective_at desc
    limit 1`
  return row
}

/** The same for a version by its number. */
export async function selectInForceByVersion(sql: Sql, version: number): Promise<InForce | undefined> {
  const [row] = await sql<InForce[]>`
    select v.id as version, c.near_meters, c.time_zone, c.open_words, c.open_names, c.open_cases, c.centers_revision,
      c.posts_revision, v.effective_at as since, null::int as past_centers
    from version v cross join city c
    where v.id = ${version}`
  return row
}

/** Any number, the same in every process. */
const boundariesLock = 5_709_422

export async function lockShared(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${boundariesLock})`
}

export async function lockExclusive(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${boundariesLock})`
}

export async function selectNewest(sql: Sql): Promise<{ version: number; effectiveAt: Date } | undefined> {
  const [row] = await sql<{ version: number; effectiveAt: Date }[]>`
    select id as version, effective_at from version order by effective_at desc limit 1`
  return row
}

/** The topology document as stored: brotli. */
export async function selectTopology(
  sql: Sql,
  version: number,
): Promise<{ contentHash: string; topology: Uint8Array } | undefined> {
  const [row] = await sql<{ contentHash: string; topology: Uint8Array }[]>`
    select content_hash, topology from version where id = ${version}`
  return row
}

export async function selectContentHash(sql: Sql, version: number): Promise<string | undefined> {
  const [row] = await sql<{ contentHash: string }[]>`select content_hash from version where id = ${version}`
  return row?.contentHash
}

export interface GridRow {
  id: number
  code: string
  level: string
  parent: string | null
  name: Text
  kind: string | null
  net: string | null
  households: number | null
  synthetic: boolean
  areaSquareMeters: number
  labelLon: number
  labelLat: number
  west: number
  south: number
  east: number
  north: number
}

/** Every grid of a version, in order of codes. */
export function selectGrids(sql: Sql, version: number): Promise<GridRow[]> {
  return sql<GridRow[]>`
    select r.grid_id as id, r.code, l.key as level, p.code as parent, r.name, r.kind, r.net, r.households, r.synthetic,
      s.area_square_meters,
      ST_X(s.label_point) as label_lon, ST_Y(s.label_point) as label_lat,
      ST_XMin(s.geom) as west, ST_YMin(s.geom) as south, ST_XMax(s.geom) as east, ST_YMax(s.geom) as north
    from grid_record r
    join level l on l.position = r.level
    join grid_shape s on s.grid_id = r.grid_id
      and s.from_version <= ${version} and (s.to_version is null or s.to_version > ${version})
    left join grid_record p on p.grid_id = r.parent_id
      and p.from_version <= ${version} and (p.to_version is null or p.to_version > ${version})
    where r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
    order by r.code collate "C"`
}

export interface CenterRow {
  id: number
  code: string
  name: Text
  lon: number
  lat: number
  gridId: number
  nets: string[]
  services: string[]
  hours: string | null
  synthetic: boolean
}

/** Every center, in order of codes. */
export function selectCenters(sql: Sql): Promise<CenterRow[]> {
  return sql<CenterRow[]>`
    select id, code, name, ST_X(geom) as lon, ST_Y(geom) as lat, grid_id, nets, services, hours, synthetic
    from center
    order by code collate "C"`
}

/** The same as they stood at a revision. */
export function selectPastCenters(sql: Sql, revision: number): Promise<CenterRow[]> {
  return sql<CenterRow[]>`
    select c.* from center_past p cross join lateral jsonb_to_recordset(p.centers) as c (
      id int, code text, name jsonb, lon float8, lat float8, grid_id int, nets text[], services text[], hours text,
      synthetic boolean)
    where p.revision = ${revision}
    order by c.code collate "C"`
}

/** A condition on `incident i`. */
type Fragment = ReturnType<typeof noCondition>
const noCondition = (sql: Sql) => sql``

/** Grids that ended up to a version, each with the one that got most of its area. */
export function selectHeirs(sql: Sql, version: number): Promise<{ oldId: number; newId: number }[]> {
  return sql<{ oldId: number; newId: number }[]>`
    select distinct on (l.old_id) l.old_id, l.new_id
    from lineage l
    join grid g on g.id = l.old_id and g.retired_version = l.version
    where l.version <= ${version}
    order by l.old_id, l.square_meters desc, l.new_id`
}

/** Open incidents by the grid that has them now and their status; grid null is the city-level queue. */
export function selectOpenCounts(
  sql: Sql,
  seen: Fragment | null,
  past: Past | undefined,
): Promise<{ gridId: number | null; status: string; incidents: number }[]> {
  return sql<{ gridId: number | null; status: string; incidents: number }[]>`${pastTables(sql, past)}
    select i.grid_id, i.status, count(*)::int as incidents
    from incident i
    where i.is_open ${seen === null ? noCondition(sql) : sql`and ${seen}`}
    group by i.grid_id, i.status
    order by i.grid_id, i.status`
}

export interface PostRow {
  id: number
  role: string
  title: Text
  net: string | null
  personId: number | null
  personName: string | null
}

/** Posts at a grid that are valid on a day (`YYYY-MM-DD`) of a version, leads first. */
export function selectPosts(sql: Sql, gridId: number, day: string, version: number): Promise<PostRow[]> {
  return sql<PostRow[]>`
    select p.id, p.role, p.title, p.net, p.person_id, person.name as person_name
    from post p
    left join person on person.id = p.person_id
    where p.grid_id = ${gridId} and p.from_day <= ${day}::date
      and (p.until_day is null or p.until_day > ${day}::date or p.ended_version > ${version})
    order by p.role <> 'lead', p.role, p.person_id is null, p.id`
}
