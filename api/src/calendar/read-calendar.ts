import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Calendar, CalendarData } from './contract.ts'
import { isStatutoryWorkday } from './holidays.ts'
import { type CalendarRow, holdCalendar, selectCalendar } from './queries.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** What clocks are computed with. */
export interface Clockwork {
  readonly calendar: WorkingCalendar
  /** Shares of the limit at which an overdue case climbs one level. */
  readonly ladder: readonly number[]
}

/** The calendar as people read it. Throws `starting` before a city is loaded. */
export async function showCalendar(ctx: Ctx): Promise<Calendar> {
  return calendarView(found(await selectCalendar(ctx.sql)))
}

/** To look at clocks with. Throws `starting` before a city is loaded. */
export async function readClockwork(ctx: Ctx): Promise<Clockwork> {
  return clockworkOf(ctx, found(await selectCalendar(ctx.sql)))
}

/** To write clocks with, inside a transaction: nobody changes the calendar before it ends. */
export async function holdClockwork(ctx: Ctx): Promise<Clockwork> {
  return clockworkOf(ctx, found(await holdCalendar(ctx.sql)))
}

/** What the clocks of a city would be computed with if its calendar were another one. */
export function clockworkWith({ timeZone }: Pick<Calendar, 'timeZone'>, data: CalendarData): Clockwork {
  return { calendar: workingCalendar({ timeZone, ...data }), ladder: data.ladder }
}

export function calendarView({ changedAt, ...row }: CalendarRow): Calendar {
  return { ...row, changedAt: changedAt?.toISOString() ?? null }
}

/**
 * The last one used of each database: a calendar remembers the days that it worked out. Known by what it says, since a revision that is
 * rolled back comes again with other contents.
 */
const kept = new WeakMap<object, { text: string; clockwork: Clockwork }>()

function clockworkOf(ctx: Ctx, row: CalendarRow): Clockwork {
  const { timeZone, holidays, seasons, overrides, ladder } = row
  const text = JSON.stringify([timeZone, holidays, seasons, overrides, ladder])
  const last = kept.get(ctx.sql.database)
  if (last?.text === text) return last.clockwork
  const clockwork = { calendar: workingCalendar(row), ladder }
  kept.set(ctx.sql.database, { text, clockwork })
  return clockwork
}

function workingCalendar({
  timeZone,
  seasons,
  overrides,
  holidays,
}: CalendarData & { timeZone: string }): WorkingCalendar {
  return {
    timeZone,
    seasons,
    overrides: new Map(
      overrides.map(({ day, work, segments }) => [day, segments ? { work, segments } : { work }]),
    ),
    isWorkday: holidays === 'mainland-china' ? isStatutoryWorkday : isMondayToFriday,
  }
}

function isMondayToFriday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5
}

function found(row: CalendarRow | undefined): CalendarRow {
  if (row === undefined) throw new Problem('starting')
  return row
}
