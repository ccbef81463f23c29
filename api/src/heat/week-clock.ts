import { type Clock, secondsOfQuarter } from './scan.ts'

/** Days whose clock is looked up at once. */
const quartersOfDay = 96
const hoursOfWeek = 7 * 24

/** The hour of the week on a city's clock for each quarter of an hour between two moments (seconds since 1970), both included. */
export function weekClock(earliest: number, latest: number, timeZone: string): Clock {
  const first = Math.floor(earliest / secondsOfQuarter)
  const hours = new Uint8Array(Math.max(0, Math.floor(latest / secondsOfQuarter) - first + 1))
  const offsetAt = offsetIn(timeZone)
  for (let begin = 0; begin < hours.length; begin += quartersOfDay) {
    const end = Math.min(hours.length, begin + quartersOfDay)
    const offset = offsetAt(first + begin)
    // where the clock is changed each quarter is asked for itself
    const isSteady = offset === offsetAt(first + end)
    for (let i = begin; i < end; i++)
      hours[i] = hourOfWeek(first + i, isSteady ? offset : offsetAt(first + i))
  }
  return { first, hours }
}

/** Quarters since 1970, a Thursday, and minutes that the clock is ahead of UTC. */
function hourOfWeek(quarter: number, offset: number): number {
  const hours = Math.floor((quarter * 15 + offset) / 60)
  return (((hours + 3 * 24) % hoursOfWeek) + hoursOfWeek) % hoursOfWeek
}

/** Minutes that a clock is ahead of UTC at a quarter of an hour. */
function offsetIn(timeZone: string): (quarter: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return quarter => {
    const instant = quarter * secondsOfQuarter * 1000
    const parts = format.formatToParts(instant)
    const read = (type: string) => Number(parts.find(part => part.type === type)?.value)
    const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'))
    return Math.round((wall - instant) / 60_000)
  }
}
