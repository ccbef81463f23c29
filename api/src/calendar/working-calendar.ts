import type { Temporal } from 'temporal-polyfill'

/**
 * A city's working calendar: which days are worked, and in which segments. All data, so that a city, a season or a
 * single day can differ. Days are ISO dates (`2026-02-14`) in the city's own time zone.
 */
export interface WorkingCalendar {
  readonly timeZone: string
  /** Daily segments by season, e.g. summer hours from 07-01; the last one that has begun applies. */
  readonly seasons: readonly Season[]
  /** Single days that differ from `isWorkday`: an emergency holiday, a make-up day decided late. */
  readonly overrides: ReadonlyMap<string, DayOverride>
  /** Statutory holidays and make-up days, e.g. `holidays.ts`. */
  readonly isWorkday: (day: string) => boolean
}

export interface Season {
  /** First month-day of the season, `MM-DD`. Seasons are in the order of the year. */
  readonly from: string
  readonly segments: readonly Segment[]
}

/** Wall-clock times of the city, `08:30`–`12:00`. Segments of a day do not overlap and are in order. */
export interface Segment {
  readonly from: string
  readonly until: string
}

export interface DayOverride {
  readonly work: boolean
  /** Other hours for this day alone. */
  readonly segments?: readonly Segment[]
}

/** A stretch of time in epoch milliseconds, `[from, until)`. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

/** The stretches in which this day is worked; empty on a day off. */
export function workingStretches(calendar: WorkingCalendar, day: Temporal.PlainDate): Stretch[] {
  const override = calendar.overrides.get(day.toString())
  const works = override ? override.work : calendar.isWorkday(day.toString())
  if (!works) return []
  const segments = override?.segments ?? seasonOf(calendar, day).segments
  return segments.map(({ from, until }) => ({
    from: instantOf(calendar, day, from),
    until: instantOf(calendar, day, until),
  }))
}

export function startOfDay(calendar: WorkingCalendar, day: Temporal.PlainDate): number {
  return instantOf(calendar, day, '00:00')
}

function seasonOf(calendar: WorkingCalendar, day: Temporal.PlainDate): Season {
  const monthDay = day.toString().slice(5)
  // Before the year's first season the last one of the year before still applies.
  const season = calendar.seasons.findLast(each => each.from <= monthDay) ?? calendar.seasons.at(-1)
  if (!season) throw new RangeError('a working calendar needs at least one season')
  return season
}

/** Midnight may be missing or doubled where clocks change: Temporal's "compatible" rule decides, in one place. */
function instantOf(calendar: WorkingCalendar, day: Temporal.PlainDate, time: string): number {
  const wall = time === '24:00' ? day.add({ days: 1 }).toPlainDateTime('00:00') : day.toPlainDateTime(time)
  return wall.toZonedDateTime(calendar.timeZone).epochMilliseconds
}
