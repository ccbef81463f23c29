import type { Clockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { holdRunningClocks, updateClockTimes } from './clock.queries.ts'
import { clockTimes } from './clock.ts'
import { nextRung } from './record-move.ts'

const casesAtOnce = 2000

/** Works the due times of all open cases out anew, in the caller's transaction. @returns how many, and how many changed */
export async function recomputeClocks(
  ctx: Ctx,
  atlas: Atlas,
  clockwork: Clockwork,
): Promise<{ recomputed: number; moved: number }> {
  let [recomputed, moved, last] = [0, 0, 0]
  for (;;) {
    const cases = await holdRunningClocks(ctx.sql, last, casesAtOnce)
    if (cases.length === 0) return { recomputed, moved }
    const rows = cases.map(({ id, gridId, clock, ...state }) => ({
      id,
      ...clockTimes(clockwork.calendar, clock, nextRung(atlas, clockwork, gridId, state)),
    }))
    await updateClockTimes(ctx.sql, rows)
    recomputed += rows.length
    moved += rows.filter(({ dueAt }, i) => dueAt?.getTime() !== cases[i]?.dueAt?.getTime()).length
    last = rows.at(-1)?.id ?? last
  }
}
