import type { Sql } from '../database/sql.ts'

/**
 * Every directed segment of some polygons, with the shape on its left. A point's key is one bigint: whole units of 1e-7 degree,
 * x in the high half, y moved above zero in the low half.
 * @param shapes rows of `owner`, `geom`, `sign`
 */
const segments = (sql: Sql, shapes: ReturnType<typeof faces>) => sql`
  select owner, sign,
    (round(ST_X(a) * 1e7)::bigint << 32) + round(ST_Y(a) * 1e7)::bigint + 900000000 as a,
    (round(ST_X(b) * 1e7)::bigint << 32) + round(ST_Y(b) * 1e7)::bigint + 900000000 as b,
    (ST_X(a) = round(ST_X(a) * 1e7) / 1e7 and ST_Y(a) = round(ST_Y(a) * 1e7) / 1e7) as canonical
  from (
    select owner, sign, ST_StartPoint(dump.geom) as a, ST_EndPoint(dump.geom) as b
    from (${shapes}) shape, ST_DumpSegments(ST_ForcePolygonCCW(shape.geom)) dump
  ) segment`

/** Faces of a version. */
const faces = (sql: Sql, version: number) => sql`
  select grid_id as owner, 1 as sign, geom from face
  where from_version <= ${version} and (to_version is null or to_version > ${version})`

/** Outlines of a version's grids that nobody is above: what the city is made of. */
const roots = (sql: Sql, version: number) => sql`
  select s.grid_id as owner, 1 as sign, s.geom from grid_shape s
  join grid_record r on r.grid_id = s.grid_id
    and r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
  where s.from_version <= ${version} and (s.to_version is null or s.to_version > ${version}) and r.parent_id is null`

/** Borders once, from the lower key to the higher: how often they are walked in each direction. */
const borders = (sql: Sql, name: string) => sql`
  select least(a, b) as low, greatest(a, b) as high,
    count(*) filter (where a < b) as forth, count(*) filter (where a > b) as back
  from ${sql(name)} group by 1, 2`

/** S1: shapes that are no valid polygons on earth, of any level. The gate for everything else: beyond it numbers are too large to compute with. */
export async function countInvalid(sql: Sql, version: number): Promise<{ shapes: number; invalid: number }> {
  const [row] = await sql<{ shapes: number; invalid: number }[]>`
    select count(*)::int as shapes,
      (count(*) filter (where not (geom @ ST_MakeEnvelope(-180, -90, 180, 90, 4326) and ST_IsValid(geom))))::int as invalid
    from (
      select geom from face where from_version <= ${version} and (to_version is null or to_version > ${version})
      union all
      select geom from grid_shape where from_version <= ${version} and (to_version is null or to_version > ${version})
    ) shape`
  return one(row)
}

export interface Tiling {
  segments: number
  /** S2: segments whose start is not the canonical double of whole units. */
  uncanonical: number
  /** Borders with one face on either side. */
  twins: number
  /** Borders with one face on one side only: they must be the city's outline. */
  open: number
  /** Borders that two faces claim on the same side, or of no length. */
  faulty: number
  /** Open borders that are no part of the city's outline, and the other way round. */
  strayed: number
  /** Twice the area in square units, exact: of all faces, and of the city's outline. */
  twiceAreaOfFaces: string
  twiceAreaOfOutline: string
}

/**
 * S3: each directed segment of the faces has exactly one reverse, the rest is the city's outline. With S1 this is a proof: the
 * faces cover every place inside the outline once and no place outside; a vertex that a neighbour lacks fails too.
 */
export async function selectTiling(sql: Sql, version: number): Promise<Tiling> {
  const area = (name: string) => sql`
    select coalesce(sum(
      ((a >> 32)::numeric) * ((b & 4294967295)::numeric) - ((b >> 32)::numeric) * ((a & 4294967295)::numeric)
    ), 0)::text from ${sql(name)}`
  const [row] = await sql<Tiling[]>`
    with face_segment as materialized (${segments(sql, faces(sql, version))}),
    root_segment as materialized (${segments(sql, roots(sql, version))}),
    border as materialized (${borders(sql, 'face_segment')}),
    open as (select low, high, forth > 0 as forward from border where forth + back = 1),
    outline as (
      select low, high, forth > 0 as forward from (${borders(sql, 'root_segment')}) of_roots where forth <> back),
    strayed as (
      (select * from open except select * from outline) union all (select * from outline except select * from open))
    select
      (select count(*) from face_segment)::int as segments,
      (select count(*) from face_segment where not canonical)::int as uncanonical,
      (select count(*) from border where forth = 1 and back = 1)::int as twins,
      (select count(*) from open)::int as open,
      (select count(*) from border where forth > 1 or back > 1 or low = high)::int as faulty,
      (select count(*) from strayed)::int as strayed,
      (${area('face_segment')}) as twice_area_of_faces,
      (${area('root_segment')}) as twice_area_of_outline`
  return one(row)
}

export interface Nesting {
  /** Grids that were looked at. */
  grids: number
  /** Grids whose outline is not exactly what their faces or children leave over when shared borders cancel. */
  unequal: number
}

/** The version that one was published on, when that one was published, and so proved, itself; null: it was loaded. */
export async function selectProvedBase(sql: Sql, version: number): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    select base.id from version v join version base on base.id = v.base and base.base is not null where v.id = ${version}`
  return row?.id ?? null
}

/** Grids of which a row, or a row of a child, is another one than in an earlier version. What makes up all others is the same, row for row. */
const changed = (sql: Sql, since: number, version: number) => {
  const rows = (table: string) => sql`
    select grid_id from ${sql(table)}
    where from_version > ${since} and from_version <= ${version} or to_version > ${since} and to_version <= ${version}`
  const own = sql`${rows('face')} union ${rows('grid_shape')} union ${rows('grid_record')}`
  return sql`
    select grid_id as id from (${own}) own
    union
    select parent_id from grid_record
    where grid_id in (${own}) and from_version <= ${version} and (to_version is null or to_version > ${since})`
}

/**
 * S4: for every grid the directed segments of its parts (faces of a leaf, children of any other) minus its own are nothing. A leaf whose only face
 * is its outline byte by byte needs no segments for that: it is most of them.
 * @param since an earlier version for which it is proved: only grids that have changed are looked at
 */
export async function selectNesting(
  sql: Sql,
  version: number,
  since: number | null = null,
): Promise<Nesting> {
  const shapes = sql`
    select grid_id as owner, geom from grid_shape
    where from_version <= ${version} and (to_version is null or to_version > ${version})`
  const parts = sql`
    select owner, 1 as sign, geom from leaf_face where owner not in (select owner from same)
    union all
    select r.parent_id, 1, s.geom from shape s
    join grid_record r on r.grid_id = s.owner
      and r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
    where r.parent_id in (select id from asked)
    union all
    select owner, -1, geom from shape
    where owner in (select id from asked) and owner not in (select owner from same)`
  const [row] = await sql<Nesting[]>`
    with asked as materialized (${since === null ? sql`select id from grid` : changed(sql, since, version)}),
    shape as materialized (${shapes}),
    leaf_face as materialized (select * from (${faces(sql, version)}) face where owner in (select id from asked)),
    same as materialized (
      select f.owner from leaf_face f join shape s on s.owner = f.owner
      group by f.owner
      having count(*) = 1
        and bool_and(ST_NumGeometries(s.geom) = 1 and ST_AsBinary(ST_GeometryN(s.geom, 1)) = ST_AsBinary(f.geom))),
    part as materialized (${parts}),
    part_segment as materialized (${segments(sql, sql`select * from part`)}),
    rest as (
      select owner from part_segment
      group by owner, least(a, b), greatest(a, b)
      having sum(case when a < b then sign else -sign end) <> 0)
    select
      (select count(*) from (select owner from same union select owner from part) grid)::int as grids,
      (select count(distinct owner) from rest)::int as unequal`
  return one(row)
}

/** A check that answers nothing has not checked anything. */
function one<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('a check of the coverage gave no answer')
  return row
}
