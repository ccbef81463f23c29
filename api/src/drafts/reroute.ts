import { type Clockwork, holdClockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { readCase } from '../moves/read-cases.ts'
import { type MoveData, recordMove } from '../moves/record-move.ts'
import type { Foretold } from './foretell.ts'
import { handOn } from './hand-on.ts'
import { ending, movedCenters } from './impact.ts'
import { movedCases } from './outcome.ts'
import {
  endPosts,
  selectOpenCases,
  selectPostsOf,
  updateGridOfCase,
  updateGridsOfCenters,
} from './reroute.queries.ts'

/** A case is moved by people, now and then; not five times in a moment. */
const attempts = 5

/**
 * What follows from a new version, in the transaction that publishes it: open cases go to the grid that has their place now, with an event
 * that says from where; posts end with their grid; centers of a grid that ends serve the one around them. The grid at the report
 * stays what it was. Nobody is dispatched anew, that is for people to decide, but those whose post ends.
 * @returns how many cases were moved
 */
export async function reroute(
  ctx: Ctx,
  foretold: Foretold,
  version: number,
  ids: ReadonlyMap<string, number>,
): Promise<number> {
  const { atlas, outcome, differences } = foretold
  const today = calendarDay(ctx.now, atlas.timeZone)
  const moved = movedCases(await selectOpenCases(ctx.sql, atlas.version), outcome)
  const clockwork = await holdClockwork(ctx)
  let cases = 0
  for (const { id, from, to } of moved) {
    if (!(await tell(ctx, atlas, clockwork, id, { version, from, to }))) continue
    await updateGridOfCase(ctx.sql, id, to === null ? null : (ids.get(to) ?? null))
    cases++
  }
  const ends = ending(differences).map(({ id }) => id)
  const posts = await selectPostsOf(ctx.sql, ends, today)
  await endPosts(
    ctx.sql,
    posts.map(({ id }) => id),
    version,
    today,
  )
  await handOn(ctx, atlas, clockwork, { version, posts: posts.map(({ id }) => id) }, tell)
  const centers = movedCenters(foretold).flatMap(({ center: { code }, to }) => {
    const grid = to === null ? undefined : ids.get(to)
    return grid === undefined ? [] : [{ code, grid }]
  })
  if (centers.length > 0) await updateGridsOfCenters(ctx.sql, centers)
  return cases
}

/**
 * The event of one case, which holds its row until the version is there. Somebody may be moving it: then once more, on what it has become.
 * @returns false when it was closed meanwhile: it stays with the grid that closed it
 */
async function tell(
  ctx: Ctx,
  atlas: Atlas,
  clockwork: Clockwork,
  id: number,
  data: MoveData,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const row = await readCase(ctx, atlas, id)
    if (row === undefined || !row.isOpen) return false
    if (await recordMove(ctx, atlas, clockwork, row, { verb: 'reroute', actor: null, data })) return true
  }
  throw new Error(`case ${id} moves without end`)
}
