import { calendarDay } from './calendar-day.ts'

const dayMilliseconds = 86_400_000

/** The last Monday 00:00 of the city's clock that is not after `now`. */
export function weekStart(now: Date, timeZone: string): Date {
  const today = Date.parse(`${calendarDay(now, timeZone)}T00:00:00Z`)
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return midnight(today - sinceMonday * dayMilliseconds, timeZone)
}

/** When the day of an instant began by the city's clock. */
export function dayStart(at: Date, timeZone: string): Date {
  return midnight(Date.parse(`${calendarDay(at, timeZone)}T00:00:00Z`), timeZone)
}

/** The instant at which a calendar day begins. @param day midnight of that day, read as UTC */
export function midnight(day: number, timeZone: string): Date {
  let guess = day
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  for (let i = 0; i < 2; i++) guess = day - offsetAt(guess, timeZone)
  return new Date(guess)
}

/** How far the city's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const read = (type: string) => Number(parts.find(part => part.type === type)?.value)
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return wall - Math.floor(instant / 1000) * 1000
}
