import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

/** Square metres that a grid keeps (old = new) or gives to another one. */
export interface Flow {
  old: number
  new: number
  squareMeters: number
}

/**
 * Flows between the leaf grids whose faces a version redraws; give it a version whose faces are proven valid. Overlaid on the grid of whole
 * units: free overlays of lines that nearly coincide begin with a try that may fail inside, and the embedded database does not come back from that.
 */
export function selectLeafFlows(sql: Sql, version: number): Promise<Flow[]> {
  return sql<Flow[]>`
    select a.grid_id as old, b.grid_id as new, sum(ST_Area(ST_Intersection(a.geom, b.geom, 1e-7)::geography)) as square_meters
    from face a
    join face b on b.from_version = ${version} and b.geom && a.geom and ST_Relate(a.geom, b.geom, 'T********')
    where a.to_version = ${version}
    group by a.grid_id, b.grid_id
    order by a.grid_id, b.grid_id`
}

export async function insertLineage(sql: Sql, version: number, flows: readonly Flow[]): Promise<void> {
  await sql`
    insert into lineage (version, old_id, new_id, square_meters)
    select ${version}, old, new, square_meters
    from jsonb_to_recordset(${JSON.stringify(
      flows.map(({ old, new: next, squareMeters }) => ({ old, new: next, square_meters: squareMeters })),
    )}::text::jsonb) as flow (old int, new int, square_meters float8)`
}

/** A grid as it was named on one side of a version. */
export interface NamedGrid {
  id: number
  code: string
  name: Text
}

export interface FlowRow {
  version: number
  old: NamedGrid
  new: NamedGrid
  squareMeters: number
}

/** Flows from and to these grids, newest version first; codes and names of just before and just after each version. */
export function selectFlows(sql: Sql, grids: readonly number[]): Promise<FlowRow[]> {
  const named = (record: string) =>
    sql`jsonb_build_object('id', ${sql(record)}.grid_id, 'code', ${sql(record)}.code, 'name', ${sql(record)}.name)`
  return sql<FlowRow[]>`
    select l.version, ${named('was')} as old, ${named('is')} as new, l.square_meters
    from lineage l
    join grid_record was on was.grid_id = l.old_id
      and was.from_version < l.version and (was.to_version is null or was.to_version >= l.version)
    join grid_record "is" on "is".grid_id = l.new_id
      and "is".from_version <= l.version and ("is".to_version is null or "is".to_version > l.version)
    where l.old_id = any(${[...grids]}::int[]) or l.new_id = any(${[...grids]}::int[])
    order by l.version desc, l.square_meters desc, l.new_id`
}

export interface RecordRow {
  fromVersion: number
  toVersion: number | null
  code: string
  level: string
  name: Text
  parent: string | null
}

/** What a grid was called and where it belonged, oldest first. */
export function selectRecords(sql: Sql, grid: number): Promise<RecordRow[]> {
  return sql<RecordRow[]>`
    select r.from_version, r.to_version, r.code, l.key as level, r.name, p.code as parent
    from grid_record r
    join level l on l.position = r.level
    left join grid_record p on p.grid_id = r.parent_id
      and p.from_version <= r.from_version and (p.to_version is null or p.to_version > r.from_version)
    where r.grid_id = ${grid}
    order by r.from_version`
}

/** Whoever bears the code, or bore it last; undefined when nobody ever did. */
export async function selectGridByCode(sql: Sql, code: string): Promise<number | undefined> {
  const [row] = await sql<{ gridId: number }[]>`
    select grid_id from grid_record where code = ${code} order by to_version desc nulls first limit 1`
  return row?.gridId
}
