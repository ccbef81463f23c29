const clocks = new Map<string, Intl.DateTimeFormat>()
const days = new Map<string, Intl.DateTimeFormat>()

/** Hour and minute by the city's clock. */
export function clockOf(at: string | number, timeZone: string): string {
  const format = kept(clocks, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return format.format(new Date(at))
}

/** Month and day by the city's clock: `11-27`, the same in both languages. */
export function dayOf(at: string | number, timeZone: string): string {
  const parts = kept(days, timeZone, { month: '2-digit', day: '2-digit' }).formatToParts(new Date(at))
  const of = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  return `${of('month')}-${of('day')}`
}

/** The clock, and before it the day where it is not that of `now`. */
export function momentOf(at: string | number, now: number, timeZone: string): string {
  const [clock, day] = [clockOf(at, timeZone), dayOf(at, timeZone)]
  return day === dayOf(now, timeZone) ? clock : `${day} ${clock}`
}

function kept(
  formats: Map<string, Intl.DateTimeFormat>,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const found = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  formats.set(timeZone, found)
  return found
}
