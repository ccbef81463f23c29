/** Days are the city's, wherever the reader sits. */

/** The city's calendar day of an instant: `2026-03-01`. */
export function dayOf(instant: string | Date, timeZone: string): string {
  return dayFormat(timeZone).format(new Date(instant))
}

/** The day `days` after (or, negative, before) a day. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The instant at which the city's day begins, in UTC. */
export function startOfDay(day: string, timeZone: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`)
  // twice, because the first guess may lie on the other side of a clock change
  const first = guess - offsetMs(guess, timeZone)
  return new Date(guess - offsetMs(first, timeZone)).toISOString()
}

/** How far the city's clock is ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Map(
    clockFormat(timeZone)
      .formatToParts(at)
      .map(part => [part.type, Number(part.value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - at
}

function dayFormat(timeZone: string) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

function clockFormat(timeZone: string) {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}
