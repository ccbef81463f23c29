import { isTold } from '../access/told.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { Owner, Route } from './contract.ts'
import { type ChainLinks, selectOwners } from './queries.ts'

/** A route as this asker is told it: the post is named to everybody, who holds it not everywhere. */
export function withoutNames<R extends Pick<Route, 'owner'>>(
  { actor }: Ctx,
  { open }: Pick<Atlas, 'open'>,
  route: R,
): R {
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
  const day = calendarDay(at, atlas.timeZone)
  // a transaction sees what is its own alone, and the past is asked about seldom
  const isKept = !ctx.sql.inTransaction && day === calendarDay(ctx.now, atlas.timeZone)
  if (!isKept) return readOwners(ctx, atlas, grids, day)
  const kept = keptOn(atlas, day)
  const asked = [...grids]
  const missing = asked.filter(({ id }) => !kept.has(id))
  if (missing.length > 0) {
    const read = await readOwners(ctx, atlas, missing, day)
    for (const { id } of missing) kept.set(id, read.get(id) ?? null)
  }
  const owners = new Map<number, Owner>()
  for (const { id } of asked) {
    const owner = kept.get(id)
    if (owner) owners.set(id, owner)
  }
  return owners
}

/** Two: around midnight yesterday's requests are still being answered. */
const keptDays = 2

function keptOn({ owners }: Atlas, day: string): Map<number, Owner | null> {
  const known = owners.get(day)
  if (known !== undefined) return known
  const kept = new Map<number, Owner | null>()
  owners.set(day, kept)
  for (const oldest of owners.keys()) {
    if (owners.size <= keptDays) break
    owners.delete(oldest)
  }
  return kept
}

async function readOwners(
  ctx: Ctx,
  atlas: Atlas,
  grids: Iterable<AtlasGrid>,
  day: string,
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
  const rows = await selectOwners(ctx.sql, links, day, atlas.version)
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
