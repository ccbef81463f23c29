import { Temporal } from 'temporal-polyfill'
import { type Stretch, startOfDay, type WorkingCalendar, workingStretches } from './working-calendar.ts'

/** One day of a calendar on the clock of the world. Epoch milliseconds. */
export interface WorkingDay {
  readonly from: number
  readonly stretches: readonly Stretch[]
  readonly lengthMs: number
}

/** The days of a calendar from the one that `start` falls on, without end. Each is worked out once and kept as long as the calendar is. */
export function* daysFrom(calendar: WorkingCalendar, start: number): Generator<WorkingDay> {
  for (let number = dayNumber(calendar, start); ; number++) yield dayAt(calendar, number)
}

const dayMs = 86_400_000
const epoch = Temporal.PlainDate.from('1970-01-01')
const known = new WeakMap<WorkingCalendar, Map<number, WorkingDay>>()

/** Days since 1970-01-01 by the city's own clock. */
function dayNumber(calendar: WorkingCalendar, instant: number): number {
  let number = Math.floor(instant / dayMs)
  while (dayAt(calendar, number).from > instant) number--
  while (dayAt(calendar, number + 1).from <= instant) number++
  return number
}

function dayAt(calendar: WorkingCalendar, number: number): WorkingDay {
  const days = known.get(calendar) ?? new Map<number, WorkingDay>()
  known.set(calendar, days)
  const found = days.get(number)
  if (found !== undefined) return found
  const date = epoch.add({ days: number })
  const stretches = workingStretches(calendar, date)
  const lengthMs = stretches.reduce((sum, { from, until }) => sum + until - from, 0)
  const day = { from: startOfDay(calendar, date), stretches, lengthMs }
  days.set(number, day)
  return day
}
