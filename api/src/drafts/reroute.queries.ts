import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

export interface OpenCase {
  id: number
  /** Null when the report named a grid. */
  lon: number | null
  lat: number | null
  /** Code in the version that is asked for; null: the city's own queue. */
  grid: string | null
  /** A point surely inside that grid. */
  labelLon: number | null
  labelLat: number | null
}

/** Every open case with the grid that has it. */
export function selectOpenCases(sql: Sql, version: number): Promise<OpenCase[]> {
  return sql<OpenCase[]>`
    select i.id, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, r.code as grid,
      ST_X(s.label_point) as label_lon, ST_Y(s.label_point) as label_lat
    from incident i
    left join grid_record r on r.grid_id = i.grid_id
      and r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
    left join grid_shape s on s.grid_id = i.grid_id
      and s.from_version <= ${version} and (s.to_version is null or s.to_version > ${version})
    where i.is_open
    order by i.id`
}

export async function updateGridOfCase(sql: Sql, id: number, grid: number | null): Promise<void> {
  await sql`update incident set grid_id = ${grid} where id = ${id}`
}

/** Posts at these grids that are valid on a day or later. */
export function selectPostsOf(
  sql: Sql,
  grids: readonly number[],
  day: string,
): Promise<{ id: number; gridId: number; role: string; title: Text }[]> {
  return sql<{ id: number; gridId: number; role: string; title: Text }[]>`
    select id, grid_id, role, title from post
    where grid_id = any(${[...grids]}::int[]) and (until_day is null or until_day > ${day}::date)
    order by id`
}

/** Posts end with their grid; one that had not begun yet never does. */
export async function endPosts(
  sql: Sql,
  posts: readonly number[],
  version: number,
  day: string,
): Promise<void> {
  await sql`
    update post set until_day = greatest(${day}::date, from_day + 1), ended_version = ${version}
    where id = any(${[...posts]}::int[])`
}

/** Centers whose grid ends serve the grid that covers them then. One statement: what they were is kept once. */
export async function updateGridsOfCenters(
  sql: Sql,
  moved: readonly { code: string; grid: number }[],
): Promise<void> {
  await sql`
    update center set grid_id = moved.grid
    from unnest(${moved.map(({ code }) => code)}::text[], ${moved.map(({ grid }) => grid)}::int[]) as moved (code, grid)
    where center.code = moved.code`
}

/**
 * Open cases of posts that end, each with the post that answers for its grid in the newest version: of a grid its worker, else its lead; a
 * leaf's own lead only where nobody is above.
 */
export function selectHeirs(
  sql: Sql,
  posts: readonly number[],
  day: string,
): Promise<{ id: number; post: number }[]> {
  return sql<{ id: number; post: number }[]>`
    with recursive chain as (
      select i.id, r.grid_id, r.parent_id, 0 as climb
      from incident i join grid_record r on r.grid_id = i.grid_id and r.to_version is null
      where i.is_open and i.assignee_kind = 'post' and i.assignee_id = any(${[...posts]}::int[])
      union all
      select chain.id, above.grid_id, above.parent_id, chain.climb + 1
      from chain join grid_record above on above.grid_id = chain.parent_id and above.to_version is null)
    select distinct on (chain.id) chain.id, post.id as post
    from chain
    join post on post.grid_id = chain.grid_id and post.role in ('worker', 'lead') and post.person_id is not null
      and post.id <> all(${[...posts]}::int[])
      and post.from_day <= ${day}::date and (post.until_day is null or post.until_day > ${day}::date)
    order by chain.id, (chain.climb = 0 and post.role = 'lead'), chain.climb, post.role = 'lead', post.net is not null, post.id`
}
