import { isTold } from '../access/told.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { Owner, Route } from './contract.ts'
import { type ChainLinks, selectOwners } from './queries.ts'

/** A route as this asker is told it: the post is named to everybody, who holds it not everywhere. */
export function withoutNames({ actor }: Ctx, { open }: Pick<Atlas, 'open'>, route: Route): Route {
  if (route.owner === null || isTold(actor, 'names.read', open)) return route
  return { ...route, owner: { ...route.owner, name: '' } }
}

/** Who answers for each of some grids on the day of `at`, by the grid's id; grids that nobody answers for are missing. */
export async function ownersOf(
  ctx: Ctx,
  atlas: Atlas,
  grids: Iterable<AtlasGrid>,
  at: Date,
): Promise<Map<number, Owner>> {
  const links: ChainLinks = { asked: [], grid: [], climb: [], leaf: [] }
  for (const grid of grids) {
    const chain = atlas.tree.chain(grid.code)
    chain.forEach((link, i) => {
      links.asked.push(grid.id)
      links.grid.push(link.id)
      links.climb.push(chain.length - 1 - i)
      links.leaf.push(atlas.tree.children(link.code).length === 0 ? 1 : 0)
    })
  }
  if (links.asked.length === 0) return new Map()
  const rows = await selectOwners(ctx.sql, links, calendarDay(at, atlas.timeZone), atlas.version)
  return new Map(
    rows.flatMap(row => {
      const grid = atlas.byId.get(row.gridId)
      if (grid === undefined) return []
      const { code, level, name } = grid
      const climbed = row.gridId !== row.askedId
      const { postId: post, role, title } = row
      return [
        [row.askedId, { post, role, title, name: row.name, grid: { code, level, name }, climbed }] as const,
      ]
    }),
  )
}
