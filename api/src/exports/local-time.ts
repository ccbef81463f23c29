/** An instant as a city's clock shows it, with its distance from UTC: `2026-03-01 08:05:09+08:00`. */
export function localTime(instant: string, timeZone: string): string {
  const text = formatOf(timeZone).format(new Date(instant))
  return text.replace(/ (GMT|UTC)(.*)$/, (_, __, offset: string) =>
    offset === '' ? '+00:00' : offset.replace('−', '-'),
  )
}

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
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  formats.set(timeZone, format)
  return format
}
