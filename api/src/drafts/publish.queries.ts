import type { Sql } from '../database/sql.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

/** Square metres on the ellipsoid, in order; null for null. @param shapes hexadecimal EWKB */
export async function selectAreas(sql: Sql, shapes: readonly (string | null)[]): Promise<(number | null)[]> {
  const rows = await sql<{ area: number | null }[]>`
    select ST_Area((shape #>> '{}')::geometry::geography) as area
    from jsonb_array_elements(${JSON.stringify(shapes)}::text::jsonb) with ordinality as given (shape, place)
    order by place`
  return rows.map(row => row.area)
}

export async function insertNextVersion(
  sql: Sql,
  version: { effectiveAt: Date; base: number; note: string; contentHash: string; topology: Uint8Array },
): Promise<number> {
  const { effectiveAt, base, note, contentHash, topology } = version
  const [row] = await sql<{ id: number }[]>`
    insert into version (effective_at, published_at, base, note, content_hash, topology)
    values (${effectiveAt}, ${effectiveAt}, ${base}, ${note}, ${contentHash}, ${topology})
    returning id`
  if (row === undefined) throw new Error('a version without a number')
  return row.id
}

/** Ends the rows of grids whose record, faces or outline are others from a version on. */
export async function endRecords(sql: Sql, version: number, grids: readonly number[]): Promise<void> {
  await sql`
    update grid_record set to_version = ${version}
    where to_version is null and grid_id = any(${[...grids]}::int[])`
}

export async function endFaces(sql: Sql, version: number, grids: readonly number[]): Promise<void> {
  await sql`update face set to_version = ${version} where to_version is null and grid_id = any(${[...grids]}::int[])`
}

export async function endShapes(sql: Sql, version: number, grids: readonly number[]): Promise<void> {
  await sql`
    update grid_shape set to_version = ${version} where to_version is null and grid_id = any(${[...grids]}::int[])`
}

export async function retireGrids(sql: Sql, version: number, grids: readonly number[]): Promise<void> {
  await sql`update grid set retired_version = ${version} where id = any(${[...grids]}::int[])`
}

/** As `insertGridRecords` of the loader, with the net that a grid may be bound to. */
export async function insertRecords(sql: Sql, version: number, rows: Rows): Promise<void> {
  await sql`
    insert into grid_record (grid_id, from_version, code, level, parent_id, name, kind, net, households, synthetic)
    select r.id, ${version}, r.code, l.position, r.parent, r.name, r.kind, r.net, r.households, r.synthetic
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (id int, code text, level text, parent int, name jsonb, kind text, net text, households int, synthetic boolean)
    join level l on l.key = r.level`
}
