import type { Clockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import {
  holdRunningClocks,
  type RunningClock,
  selectRunningClocks,
  updateClockTimes,
} from './clock.queries.ts'
import { type ClockTimes, clockTimes } from './clock.ts'
import { nextRung } from './record-move.ts'
import { type StageTimes, stageTimes } from './stages.ts'

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
    const renewed = cases.map(row => ({ row, times: timesOf(clockwork, atlas, row) }))
    await updateClockTimes(
      ctx.sql,
      renewed.map(({ row: { id }, times }) => ({ id, ...times })),
    )
    recomputed += renewed.length
    moved += renewed.filter(({ row, times }) => dueOf(row) !== dueOf(times)).length
    last = cases.at(-1)?.id ?? last
  }
}

/** A running clock by the calendar in force, and by another one. */
export interface ShiftedClock {
  readonly row: RunningClock
  /** Epoch milliseconds; null while it stands still. */
  readonly before: number | null
  readonly after: number | null
}

/** What another calendar would do to the clocks of all open cases. Nothing is written. */
export async function* shiftedClocks(
  ctx: Ctx,
  atlas: Atlas,
  clockwork: Clockwork,
): AsyncGenerator<ShiftedClock> {
  for (let last = 0; ; ) {
    const cases = await selectRunningClocks(ctx.sql, last, casesAtOnce)
    if (cases.length === 0) return
    for (const row of cases) yield { row, before: dueOf(row), after: dueOf(timesOf(clockwork, atlas, row)) }
    last = cases.at(-1)?.id ?? last
  }
}

function timesOf(
  clockwork: Clockwork,
  atlas: Atlas,
  { gridId, clock, stageClock, ...state }: RunningClock,
): ClockTimes & StageTimes {
  const rung = nextRung(atlas, clockwork, gridId, state)
  return { ...clockTimes(clockwork.calendar, clock, rung), ...stageTimes(clockwork.calendar, stageClock) }
}

/** Of the stage that the case is in. */
function dueOf({ dueAt, stageDueAt }: Pick<ClockTimes & StageTimes, 'dueAt' | 'stageDueAt'>): number | null {
  return (stageDueAt ?? dueAt)?.getTime() ?? null
}
