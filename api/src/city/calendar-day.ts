/** The day an instant falls on by a city's clock, `YYYY-MM-DD`. */
export function calendarDay(at: Date, timeZone: string): string {
  const second = Math.floor(at.getTime() / 1000)
  if (last.second !== second || last.timeZone !== timeZone)
    last = { second, timeZone, day: formatOf(timeZone).format(at) }
  return last.day
}

/** No day begins within a second: whoever asks by the thousand does not pay for it by the thousand. */
let last = { second: Number.NaN, timeZone: '', day: '' }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a thousand times more than using one. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  // the Swedish way of writing a date is ISO 8601
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}
