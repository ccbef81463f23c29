const formats = new Map<string, Intl.DateTimeFormat>()

/** Hour and minute by the city's clock. */
export function clockOf(at: string | number, timeZone: string): string {
  const found = formats.get(timeZone)
  const format =
    found ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (found === undefined) formats.set(timeZone, format)
  return format.format(new Date(at))
}
