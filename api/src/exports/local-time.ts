import { Temporal } from 'temporal-polyfill'

/** An instant as a city's clock shows it, with its distance from UTC: `2026-03-01 08:05:09+08:00`. */
export function localTime(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}${local.offset}`
}
