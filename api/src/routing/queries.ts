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

/**
 * Who answers for some grids on a day: a grid's own worker; where that post is vacant, the worker or else the lead of the
 * next grid up the chain; the grid's own lead where nobody is above. Of equals the one for all nets, then the oldest post.
 * No row for a grid whose whole chain is vacant.
 * @param links one entry for each grid of each chain: the grid asked for, the grid in its chain, how far up that is
 */
export function selectOwners(
  sql: Sql,
  links: { asked: number[]; grid: number[]; climb: number[] },
  day: string,
): Promise<OwnerRow[]> {
  return sql<OwnerRow[]>`
    select distinct on (link.asked)
      link.asked as asked_id, post.id as post_id, post.role, post.title, person.name, post.grid_id
    from unnest(${links.asked}::int[], ${links.grid}::int[], ${links.climb}::int[]) as link (asked, grid, climb)
    join post on post.grid_id = link.grid and post.role in ('worker', 'lead')
      and post.from_day <= ${day}::date and (post.until_day is null or post.until_day > ${day}::date)
    join person on person.id = post.person_id
    order by link.asked,
      (link.climb = 0 and post.role = 'lead'), link.climb, post.role = 'lead',
      post.net is not null, post.id`
}
