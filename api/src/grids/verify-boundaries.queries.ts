import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

export interface VersionHead {
  version: number
  effectiveAt: Date
  /** Hex, SHA-256 of the topology document. */
  contentHash: string
}

/** What a version says of itself, and what the audit log says of it; null: it is not there, or the log says nothing. */
export interface RegisteredVersion {
  version: number
  head: VersionHead | null
  entry: { effectiveAt: string; contentHash: string } | null
}

/**
 * In the order in which they count, those that are gone last. One statement, so that a version that is being published is there with its entry
 * or not at all. The first word of the log counts.
 */
export async function selectRegister(sql: Sql): Promise<RegisteredVersion[]> {
  const rows = await sql<
    {
      version: number
      effectiveAt: Date | null
      contentHash: string | null
      entry: RegisteredVersion['entry']
    }[]
  >`
    select coalesce(v.id, entry.version) as version, v.effective_at, v.content_hash, entry.data as entry
    from version v
    full join (
      select distinct on (subject) substr(subject, 9)::int as version, data from audit_event
      where subject like 'version/%' and verb = 'version.register'
      order by subject, seq) entry on entry.version = v.id
    order by v.effective_at nulls last, 1`
  return rows.map(({ version, effectiveAt, contentHash, entry }) => ({
    version,
    head: effectiveAt === null || contentHash === null ? null : { version, effectiveAt, contentHash },
    entry,
  }))
}

/** Versions of which the audit log says nothing yet. */
export function selectUnregistered(sql: Sql): Promise<VersionHead[]> {
  return sql<VersionHead[]>`
    select v.id as version, v.effective_at, v.content_hash from version v
    where not exists (
      select from audit_event a where a.subject = 'version/' || v.id and a.verb = 'version.register')
    order by v.effective_at`
}

/** What the tables say of a grid in one version, apart from its shape. */
export interface RecordRow {
  id: number
  code: string
  level: string
  parent: string | null
  name: Text
  kind: string | null
  households: number | null
  synthetic: boolean
}

export function selectRecords(sql: Sql, version: number): Promise<RecordRow[]> {
  return sql<RecordRow[]>`
    select r.grid_id as id, r.code, l.key as level, p.code as parent, r.name, r.kind, r.households, r.synthetic
    from grid_record r
    join level l on l.position = r.level
    left join grid_record p on p.grid_id = r.parent_id
      and p.from_version <= ${version} and (p.to_version is null or p.to_version > ${version})
    where r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})`
}

/** A shape of every version that has it. */
export interface ShapeRow {
  gridId: number
  fromVersion: number
  toVersion: number | null
  /** Hex, SHA-256 of the shape's bytes as `database/wkb.ts` writes them. */
  digest: string
}

export function selectFaceDigests(sql: Sql): Promise<ShapeRow[]> {
  return sql<ShapeRow[]>`
    select grid_id, from_version, to_version, encode(sha256(ST_AsEWKB(geom, 'NDR')), 'hex') as digest from face`
}

export function selectOutlineDigests(sql: Sql): Promise<ShapeRow[]> {
  return sql<ShapeRow[]>`
    select grid_id, from_version, to_version, encode(sha256(ST_AsEWKB(geom, 'NDR')), 'hex') as digest from grid_shape`
}

/**
 * The first grid whose area or label point is not that of its outline, up to what another release of PostGIS may compute otherwise. Give it
 * outlines that were compared: of changed bytes nothing can be computed.
 */
export async function selectUnderived(sql: Sql): Promise<{ version: number; grid: string } | undefined> {
  const [row] = await sql<{ version: number; grid: string }[]>`
    select s.from_version as version, r.code as grid
    from grid_shape s
    join grid_record r on r.grid_id = s.grid_id
      and r.from_version <= s.from_version and (r.to_version is null or r.to_version > s.from_version)
    where not coalesce(
      abs(s.area_square_meters - ST_Area(s.geom::geography)) <= 1e-6 * s.area_square_meters
        and ST_IsValid(s.label_point) and ST_Intersects(s.geom, s.label_point), false)
    order by s.from_version, r.code limit 1`
  return row
}
