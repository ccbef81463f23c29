import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

export interface OwnerRow {
  /** The grid that was asked for. */
  askedId: number
  postId: number
  role: string
  title: Text
  name: string
  /** The grid that the post is at. */
  gridId: number
}

/** One entry for each grid of each chain. */
export interface ChainLinks {
  /** The grid asked for. */
  asked: number[]
  /** The grid in its chain, itself included. */
  grid: number[]
  /** How far up that is. */
  climb: number[]
  /** 1 where the grid in the chain is a leaf, else 0 (the driver does not send lists of booleans). */
  leaf: number[]
}

/**
 * Who answers for some grids on a day of a version: a leaf's worker; of larger grids the worker, else the lead; where that post is vacant,
 * the next grid up the chain. A leaf's own lead answers only where nobody is above. Of equals the one for all nets, then the
 * oldest post. No row for a grid whose whole chain is vacant.
 */
export function selectOwners(sql: Sql, links: ChainLinks, day: string, version: number): Promise<OwnerRow[]> {
  return sql<OwnerRow[]>`
    select distinct on (link.asked)
      link.asked as asked_id, post.id as post_id, post.role, post.title, person.name, post.grid_id
    from unnest(${links.asked}::int[], ${links.grid}::int[], ${links.climb}::int[], ${links.leaf}::int[])
      as link (asked, grid, climb, leaf)
    join post on post.grid_id = link.grid and post.role in ('worker', 'lead')
      and post.from_day <= ${day}::date
      and (post.until_day is null or post.until_day > ${day}::date or post.ended_version > ${version})
    join person on person.id = post.person_id
    order by link.asked,
      (link.leaf = 1 and post.role = 'lead'), link.climb, post.role = 'lead',
      post.net is not null, post.id`
}
