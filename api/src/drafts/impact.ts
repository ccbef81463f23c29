import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { DraftImpact } from './contract.ts'
import { type Foretold, foretell } from './foretell.ts'
import { leafAt, movedCases } from './outcome.ts'
import { selectAreas } from './publish.queries.ts'
import { selectOpenCases, selectPostsOf } from './reroute.queries.ts'
import { draftRow } from './show-draft.ts'
import type { WrittenDifference } from './written-difference.ts'

/** Exactly what publishing the draft now would change. Throws `not-found`, `draft-conflict`. */
export async function impactOf(ctx: Ctx, id: number): Promise<DraftImpact> {
  const draft = await draftRow(ctx, id)
  const foretold = await foretell(ctx, draft)
  const { atlas, outcome, differences } = foretold
  const cases = movedCases(await selectOpenCases(ctx.sql, atlas.version), outcome)
  const ends = ending(differences)
  const posts = await selectPostsOf(
    ctx.sql,
    ends.map(({ id: grid }) => grid),
    calendarDay(ctx.now, atlas.timeZone),
  )
  return {
    against: atlas.version,
    grids: await gridChanges(ctx, differences),
    incidents: cases,
    posts: posts.map(({ gridId, ...post }) => ({ ...post, grid: atlas.byId.get(gridId)?.code ?? '' })),
    centers: movedCenters(foretold).map(({ center, to }) => ({
      code: center.code,
      name: center.name,
      from: center.grid?.code ?? '',
      to,
    })),
    empty: [...outcome.empty],
  }
}

/** Grids that are no more. */
export function ending(differences: readonly WrittenDifference[]) {
  return differences.flatMap(({ before, after }) => (before !== null && after === null ? [before] : []))
}

/** Centers that serve a grid that ends, with the leaf grid around each. */
export function movedCenters({ atlas, outcome, differences }: Foretold) {
  const ends = new Set(ending(differences).map(({ id }) => id))
  return atlas.centers
    .filter(({ grid }) => grid !== null && ends.has(grid.id))
    .map(center => ({ center, to: leafAt(outcome, center.lon, center.lat) }))
}

export async function gridChanges(
  ctx: Ctx,
  differences: readonly WrittenDifference[],
): Promise<DraftImpact['grids']> {
  const shapes = differences.map(({ outlineAfter }) => outlineAfter)
  const areas = await selectAreas(ctx.sql, shapes)
  return differences.map(({ before, after, outlineAfter }, i) => {
    const { code, name, level } = after ?? before ?? { code: '', name: { zh: '' }, level: '' }
    const change = before === null ? 'created' : after === null ? 'retired' : 'changed'
    const was = before?.areaSquareMeters ?? null
    const will = after === null ? null : outlineAfter === null ? was : (areas[i] ?? null)
    return { code, name, level, change, squareMetersBefore: was, squareMetersAfter: will }
  })
}
