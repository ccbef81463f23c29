import type { Ctx } from '../context.ts'
import { incidentNumber } from '../incidents/number.ts'
import { type ShiftedClock, shiftedClocks } from '../moves/recompute-clocks.ts'
import { Problem } from '../problem.ts'
import type { CalendarChange, CalendarPreview } from './contract.ts'
import { clockworkWith, showCalendar } from './read-calendar.ts'

const mostShown = 20

/** What a change of the working calendar would do to the running clocks. Throws `stale-revision` as the change itself would. */
export async function previewCalendar(ctx: Ctx, { rev, ...data }: CalendarChange): Promise<CalendarPreview> {
  const standing = await showCalendar(ctx)
  if (standing.rev !== rev)
    throw new Problem('stale-revision', { field: 'rev', detail: { rev: standing.rev } })
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const now = ctx.now.getTime()
  const counts = { running: 0, earlier: 0, later: 0, overdueAtOnce: 0, overdueNoMore: 0 }
  const moved: Moved[] = []
  for await (const { row, before, after } of shiftedClocks(ctx, atlas, clockworkWith(standing, data))) {
    counts.running++
    if (before === null || after === null || before === after) continue
    moved.push({ row, before, after })
    counts[after < before ? 'earlier' : 'later']++
    const runs = row.stageClock !== null || row.clock?.stoppedAt == null
    if (runs && before > now && after <= now) counts.overdueAtOnce++
    if (runs && before <= now && after > now) counts.overdueNoMore++
  }
  const soonest = moved.sort((a, b) => Math.min(a.before, a.after) - Math.min(b.before, b.after))
  return {
    ...counts,
    moved: moved.length,
    cases: soonest.slice(0, mostShown).map(({ row, before, after }) => ({
      id: row.id,
      number: incidentNumber(row.id, row.reportedAt, atlas.timeZone),
      title: row.title,
      stage: row.stageClock?.stage ?? 'handling',
      before: new Date(before).toISOString(),
      after: new Date(after).toISOString(),
    })),
  }
}

type Moved = Pick<ShiftedClock, 'row'> & { readonly before: number; readonly after: number }
