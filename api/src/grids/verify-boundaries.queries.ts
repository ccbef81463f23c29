import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

export interface VersionHead {
  version: number
  effectiveAt: Date
  /** Hex, SHA-256 of the topology document. */
  contentHash: string
}

/** In the order in which they count. */
export function selectVersions(sql: Sql): Promise<VersionHead[]> {
  return sql<VersionHead[]>`
    select id as version, effective_at, content_hash from version order by effective_at`
}

/** Versions of which the audit log says nothing yet. */
export function selectUnregistered(sql: Sql): Promise<VersionHead[]> {
  return sql<VersionHead[]>`
    select v.id as version, v.effective_at, v.content_hash from version v
    where not exists (
      select from audit_event a where a.subject = 'version/' || v.id and a.verb = 'version.register')
    order by v.effective_at`
}

/** What the audit log says of each version, by its number; the first word counts. */
export async function selectEntries(
  sql: Sql,
): Promise<Map<number, { effectiveAt: string; contentHash: string }>> {
  const rows = await sql<{ version: number; data: { effectiveAt: string; contentHash: string } }[]>`
    select distinct on (subject) substr(subject, 9)::int as version, data from audit_event
    where subject like 'version/%' and verb = 'version.register'
    order by subject, seq`
  return new Map(rows.map(({ version, data }) => [version, data]))
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

/** `derived`: area and label point are those of the shape, up to what another release of PostGIS may compute otherwise. */
export function selectOutlineDigests(sql: Sql): Promise<(ShapeRow & { derived: boolean })[]> {
  return sql<(ShapeRow & { derived: boolean })[]>`
    select grid_id, from_version, to_version, encode(sha256(ST_AsEWKB(geom, 'NDR')), 'hex') as digest,
      coalesce(abs(area_square_meters - ST_Area(geom::geography)) <= 1e-6 * area_square_meters
        and ST_Intersects(geom, label_point), false) as derived
    from grid_shape`
}
