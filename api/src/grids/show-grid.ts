import { isTold } from '../access/told.ts'
import { servingCenter } from '../centers/nearest-center.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import { asOf } from '../incidents/as-of.ts'
import { Problem } from '../problem.ts'
import type { Atlas } from './atlas.ts'
import type { GridDetail, PostView } from './contract.ts'
import { countOpen, gridSummary } from './grid-summaries.ts'
import { neighboursOf } from './neighbours.ts'
import { type PostRow, selectPosts } from './queries.ts'

/** Everything the inspector says of a grid, as of `at`: its version, posts and open cases. Throws `unknown-grid` and what `asOf` throws. */
export function showGrid(ctx: Ctx, code: string, at?: string): Promise<GridDetail> {
  return asOf(ctx, at, (then, atlas) => detail(then, atlas, code))
}

async function detail(ctx: Ctx, atlas: Atlas, code: string): Promise<GridDetail> {
  const grid = atlas.tree.get(code)
  if (grid === undefined) throw new Problem('unknown-grid', { field: 'code' })
  const posts = await selectPosts(ctx.sql, grid.id, calendarDay(ctx.now, atlas.timeZone), atlas.version)
  const open = await countOpen(ctx, atlas)
  const center = servingCenter(atlas, grid)
  const link = { code: grid.code, name: grid.name, level: grid.level }
  return {
    ...gridSummary(atlas, open, grid),
    version: atlas.version,
    chain: atlas.tree.chain(code).map(({ level, code, name }) => ({ level, code, name })),
    children: atlas.tree.children(code).map(child => gridSummary(atlas, open, child)),
    neighbours: neighboursOf(atlas, grid).map(({ grid: { code, name }, sharedMeters }) => ({
      code,
      name,
      sharedMeters: Math.round(sharedMeters * 100) / 100,
    })),
    posts: posts.map(post => postView(post, link, isTold(ctx.actor, 'names.read', atlas.open))),
    center: center && {
      code: center.center.code,
      name: center.center.name,
      distanceMeters: Math.round(center.distanceMeters * 100) / 100,
    },
    openByStatus: { ...open.get(grid) },
  }
}

function postView(
  { personId, personName, ...post }: PostRow,
  grid: PostView['grid'],
  isNamed: boolean,
): PostView {
  const person = personId === null ? null : { id: personId, name: (isNamed ? personName : null) ?? '' }
  return { ...post, person, grid }
}
