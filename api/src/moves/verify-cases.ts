import { isDeepStrictEqual } from 'node:util'
import { type Clockwork, readClockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { apply, type Case, reported } from '../incidents/life-cycle.ts'
import { type ClockState, clockAfter, clockTimes } from './clock.ts'
import { type LoggedEvent, selectLogs } from './log.queries.ts'
import { type CaseRow, selectCases } from './queries.ts'
import { nextRung } from './record-move.ts'
import { noStages, type Stages, stagesAfter, stageTimes } from './stages.ts'
import { caseOf } from './standing.ts'

export type CasesVerdict =
  | { readonly sound: true; readonly cases: number; readonly events: number }
  /** `field`: what of the row does not follow from the log. */
  | { readonly sound: false; readonly incident: number; readonly field: string }

const casesAtOnce = 2000

/** Plays every case's log and compares the row that mirrors it: state, clock, and the due times of open cases by today's calendar. */
export async function verifyCases(ctx: Ctx): Promise<CasesVerdict> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const clockwork = await readClockwork(ctx)
  const day = calendarDay(ctx.now, atlas.timeZone)
  let [cases, events, last] = [0, 0, 0]
  for (;;) {
    const rows = await selectCases(ctx.sql, last, casesAtOnce, day)
    const end = rows.at(-1)
    if (end === undefined) return { sound: true, cases, events }
    const logs = await selectLogs(ctx.sql, last, end.id)
    for (const row of rows) {
      const log = logs.get(row.id) ?? []
      const field = firstDifference(atlas, clockwork, row, log)
      if (field !== null) return { sound: false, incident: row.id, field }
      events += log.length
    }
    cases += rows.length
    last = end.id
  }
}

function firstDifference(
  atlas: Atlas,
  clockwork: Clockwork,
  row: CaseRow,
  log: readonly LoggedEvent[],
): string | null {
  let state: Case = reported
  let clock: ClockState | null = null
  let stages: Stages = noStages
  for (const event of log) {
    const before: Case = state
    try {
      if (event.verb !== 'report') state = apply(before, event)
    } catch {
      return `rev ${event.rev}`
    }
    if (event.status !== state.status) return `rev ${event.rev}`
    clock = clockAfter(clock, before, event)
    stages = stagesAfter(stages, before, event)
  }
  const times = {
    ...clockTimes(clockwork.calendar, clock, nextRung(atlas, clockwork, row.gridId, state)),
    ...stageTimes(clockwork.calendar, stages.clock),
  }
  const mirror = { ...state, clock, stageClock: stages.clock, lateStages: stages.late }
  const played = { ...mirror, ...(row.isOpen ? times : {}) }
  const stored: Readonly<Record<string, unknown>> = { ...row, ...caseOf(row) }
  for (const [field, value] of Object.entries(played))
    if (!isDeepStrictEqual(plain(stored[field]), plain(value))) return field
  return null
}

/** As JSON would have it: dates as text, no fields that are undefined. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
