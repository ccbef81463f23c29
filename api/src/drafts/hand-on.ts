import type { Clockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { MoveData } from '../moves/record-move.ts'
import { selectHeirs } from './reroute.queries.ts'

/**
 * Open cases that were given to a post which ends with its grid go to whoever answers for their place now: the post of the grid that has
 * it, or the next one up the chain. One that was in hand has to be taken again. Where the whole chain is vacant a case stays as it is.
 * @param tell writes the event of one case
 */
export async function handOn(
  ctx: Ctx,
  atlas: Atlas,
  clockwork: Clockwork,
  { version, posts }: { version: number; posts: readonly number[] },
  tell: (ctx: Ctx, atlas: Atlas, clockwork: Clockwork, id: number, data: MoveData) => Promise<boolean>,
): Promise<void> {
  const day = calendarDay(ctx.now, atlas.timeZone)
  for (const { id, post } of await selectHeirs(ctx.sql, posts, day))
    await tell(ctx, atlas, clockwork, id, { version, assignee: { kind: 'post', id: post } })
}
