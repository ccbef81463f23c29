import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { recomputeClocks } from '../moves/recompute-clocks.ts'
import { Problem } from '../problem.ts'
import { calendarDifference } from './calendar-difference.ts'
import type { CalendarChange, CalendarChanged } from './contract.ts'
import { updateCalendar } from './queries.ts'
import { holdClockwork, showCalendar } from './read-calendar.ts'

/**
 * Replaces the working calendar and works every running clock out anew, in one transaction with its entry in the audit log.
 * Throws `stale-revision` when somebody else was first; `detail` is `{ rev }`, the one that stands.
 */
export async function changeCalendar(ctx: Ctx, { rev, ...data }: CalendarChange): Promise<CalendarChanged> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  return transaction(ctx, async tx => {
    const before = await showCalendar(tx)
    const change = { at: tx.now, by: tx.actor.account }
    if (before.rev !== rev || !(await updateCalendar(tx.sql, rev, data, change))) {
      const standing = await showCalendar(tx)
      throw new Problem('stale-revision', { field: 'rev', detail: { rev: standing.rev } })
    }
    const counts = await recomputeClocks(tx, atlas, await holdClockwork(tx))
    const difference = calendarDifference(before, data)
    await appendAudit(tx, {
      verb: 'calendar.change',
      subject: `calendar/${rev + 1}`,
      data: { ...counts, ...difference },
    })
    return { ...(await showCalendar(tx)), ...counts }
  })
}
