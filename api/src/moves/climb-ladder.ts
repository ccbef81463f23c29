import { holdClockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import { type Ctx, transaction } from '../context.ts'
import { isOpen } from '../incidents/life-cycle.ts'
import { selectClimbing } from './clock.queries.ts'
import { selectCase } from './queries.ts'
import { recordMove } from './record-move.ts'
import { caseOf } from './standing.ts'

/** Who moved a case when nobody did. */
export const systemActor = 'system'

const casesAtOnce = 200

/**
 * Takes every overdue case whose next rung has come one level up, as an event of the program's own. Safe to run at any time and in
 * several processes at once: the revision decides. @returns how many climbed
 */
export async function climbLadder(ctx: Ctx): Promise<number> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const day = calendarDay(ctx.now, atlas.timeZone)
  let climbed = 0
  for (const id of await selectClimbing(ctx.sql, ctx.now, casesAtOnce)) {
    await transaction(ctx, async tx => {
      const clockwork = await holdClockwork(tx)
      const row = await selectCase(tx.sql, id, day)
      // Another process may have been here since.
      if (row === undefined || row.nextRungAt === null || row.nextRungAt > ctx.now) return
      if (!isOpen(caseOf(row), 'escalate')) return
      const share = clockwork.ladder[row.rungs]
      if (share === undefined) return
      const data = { rung: row.rungs + 1, share }
      if (await recordMove(tx, atlas, clockwork, row, { verb: 'escalate', actor: systemActor, data }))
        climbed++
    })
  }
  return climbed
}
