import type { Sql } from '@jingwei/api/database/sql.ts'

/** What the tables say now of whatever a publication may move. */
export interface Standing {
  /** Open cases and the code of the grid that has them. */
  readonly cases: ReadonlyMap<number, string | null>
  /** Posts and the day on which they end. */
  readonly posts: ReadonlyMap<number, string | null>
  readonly centers: ReadonlyMap<string, { readonly id: number | null; readonly grid: string | null }>
  readonly grids: ReadonlyMap<
    number,
    { readonly code: string; readonly content: string; readonly squareMeters: number }
  >
  /** Of all that no publication may change: grids at the report, and the grids of closed cases. */
  readonly past: string
  /** Open cases that another grid than their own has around them, by PostGIS; in whole units, as the kernel reckons. */
  readonly strangers: readonly number[]
}

export async function standing(sql: Sql): Promise<Standing> {
  const cases = await sql<{ id: number; code: string | null }[]>`
    select i.id::int, r.code from incident i
    left join grid_record r on r.grid_id = i.grid_id and r.to_version is null
    where i.is_open`
  const posts = await sql<
    { id: number; until: string | null }[]
  >`select id, until_day::text as until from post`
  const centers = await sql<{ code: string; id: number | null; grid: string | null }[]>`
    select c.code, c.grid_id as id, r.code as grid from center c
    left join grid_record r on r.grid_id = c.grid_id and r.to_version is null`
  const grids = await sql<{ id: number; code: string; content: string; squareMeters: number }[]>`
    select r.grid_id as id, r.code, s.area_square_meters as square_meters,
      md5(concat(r.code, r.name, r.parent_id, ST_AsBinary(s.geom),
        (select string_agg(ST_AsText(f.geom, 15), ' ' order by ST_AsText(f.geom, 15))
          from face f where f.grid_id = r.grid_id and f.to_version is null))) as content
    from grid_record r join grid_shape s on s.grid_id = r.grid_id and s.to_version is null
    where r.to_version is null`
  const [past] = await sql<{ hash: string }[]>`
    select md5(string_agg(concat(id, ' ', grid_at_report_id, ' ', case when not is_open then grid_id end), ',' order by id))
      as hash from incident`
  const strangers = await sql<{ id: number }[]>`
    with exact as (
      select grid_id, ST_SnapToGrid(ST_Scale(geom, 1e7, 1e7), 1) as shape from face where to_version is null),
    open as (
      select id, grid_id, ST_SnapToGrid(ST_Scale(geom, 1e7, 1e7), 1) as place from incident where is_open)
    select distinct i.id::int from open i
    join exact f on ST_Intersects(f.shape, i.place)
    where not exists (select from exact own where own.grid_id = i.grid_id and ST_Intersects(own.shape, i.place))`
  return {
    cases: new Map(cases.map(({ id, code }) => [id, code])),
    posts: new Map(posts.map(({ id, until }) => [id, until])),
    centers: new Map(centers.map(({ code, ...center }) => [code, center])),
    grids: new Map(grids.map(({ id, ...grid }) => [id, grid])),
    past: past?.hash ?? '',
    strangers: strangers.map(({ id }) => id),
  }
}
