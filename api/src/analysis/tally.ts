import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { countByGrid } from '../heat/count.ts'
import { asOf } from '../incidents/as-of.ts'
import { scopeOf } from '../incidents/filter.ts'
import { addUp, baseOf, gridsOfLevel } from './by-level.ts'
import type { Frames, FramesQuery, Tally, TallyQuery } from './contract.ts'
import { selectWorkers } from './queries.ts'
import { edgesOf } from './times.ts'

/** The incidents of a filter by grid of a level. Throws what `scopeOf` throws, and `bad-field` for an unknown level. */
export function tally(ctx: Ctx, query: TallyQuery): Promise<Tally> {
  return asOf(ctx, query.at, (then, atlas) => tallyIn(then, atlas, query))
}

/** The same, of a context's time. */
export async function tallyIn(ctx: Ctx, atlas: Atlas, { level, ...filter }: TallyQuery): Promise<Tally> {
  const grids = gridsOfLevel(atlas, level)
  const scope = await scopeOf(ctx, atlas, filter)
  const counts = await countByGrid(ctx, scope)
  const { at, elsewhere } = addUp(atlas, level, counts)
  const posts = await selectWorkers(ctx.sql, calendarDay(ctx.now, atlas.timeZone), atlas.version)
  const workers = addUp(
    atlas,
    level,
    posts.map(post => [post.gridId, post.workers]),
  ).at
  return {
    at: ctx.now.toISOString(),
    level,
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    elsewhere,
    rows: grids.map(grid => ({
      code: grid.code,
      name: grid.name,
      count: at.get(grid) ?? 0,
      ...baseOf(atlas, grid, workers.get(grid) ?? 0),
    })),
  }
}

/** More steps than this are no film; the contract of an answer that stays small. */
const mostFrames = 60

/** One tally for each week or month of the period; of the last 60 of them. Throws what `tally` throws. */
export function frames(ctx: Ctx, query: FramesQuery): Promise<Frames> {
  return asOf(ctx, query.at, (then, atlas) => framesIn(then, atlas, query))
}

async function framesIn(ctx: Ctx, atlas: Atlas, { level, step, ...filter }: FramesQuery): Promise<Frames> {
  const grids = gridsOfLevel(atlas, level)
  const scope = await scopeOf(ctx, atlas, filter)
  const edges = (await edgesOf(ctx, scope, step, atlas.timeZone)).slice(-mostFrames - 1)
  const steps: ReadonlyMap<unknown, number>[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const counts = await countByGrid(ctx, { ...scope, from: edges[i] ?? null, to: edges[i + 1] ?? null })
    steps.push(addUp(atlas, level, counts).at)
  }
  return {
    edges: edges.map(edge => edge.toISOString()),
    rows: grids.map(grid => ({ code: grid.code, counts: steps.map(at => at.get(grid) ?? 0) })),
  }
}
