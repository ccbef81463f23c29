import { type Locale, languageTags } from './locale.tsx'

/** Figures for people. Numbers carry units; a thin space keeps number and unit together. */

export function formatCount(n: number, locale: Locale): string {
  return formatter(locale, 'count', { maximumFractionDigits: 0 }).format(n)
}

/** An amount of work or time: one decimal at most. */
export function formatAmount(n: number, locale: Locale): string {
  return formatter(locale, 'amount', { maximumFractionDigits: 1 }).format(n)
}

/** Metres below 1 km, then kilometres with one decimal. */
export function formatDistance(meters: number, locale: Locale): string {
  if (meters < 1000) return `${formatCount(Math.round(meters), locale)} m`
  const digits = meters < 100_000 ? 1 : 0
  return `${formatter(locale, `km${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(meters / 1000)} km`
}

/** Square metres below 1000, hectares below 1 km², then km², with three significant figures. */
export function formatArea(squareMeters: number, locale: Locale): string {
  if (squareMeters < 1000)
    return `${formatter(locale, 'ha', { maximumSignificantDigits: 3 }).format(squareMeters)} m²`
  const hectares = squareMeters / 10_000
  if (hectares < 100) return `${formatter(locale, 'ha', { maximumSignificantDigits: 3 }).format(hectares)} ha`
  return `${formatter(locale, 'km2', { maximumSignificantDigits: 3 }).format(hectares / 100)} km²`
}

/** Degrees with the six decimals (about 0.1 m) that a report is worth. */
export function formatPoint(lon: number, lat: number): string {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`
}

/** Date and minute in the city's own zone: `2026-03-01 08:05`, the same in both languages. */
export function formatInstant(instant: string | Date, timeZone: string): string {
  const parts = new Map(
    instantFormat(timeZone)
      .formatToParts(new Date(instant))
      .map(p => [p.type, p.value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}`
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** `3 小时前`, `3 hours ago`: how long from `now`, in the largest whole unit. */
export function formatRelative(instant: string | Date, now: Date, locale: Locale): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000
  const format = relativeFormat(locale)
  for (const [unit, length] of steps)
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  return format.format(0, 'second')
}

/** `3 小时`, `3 hours`: a span of time in the largest whole unit, to be read at a glance; days from two days on. */
export function formatSpan(ms: number, locale: Locale): string {
  const minutes = Math.floor(ms / 60_000)
  const [unit, count] =
    minutes < 60
      ? ['minute' as const, minutes]
      : minutes < 2 * 24 * 60
        ? ['hour' as const, Math.floor(minutes / 60)]
        : ['day' as const, Math.floor(minutes / 60 / 24)]
  return formatter(locale, `span ${unit}`, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

/** Intl objects are dear to make and asked for in every row of a table. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()

function formatter(locale: Locale, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return keep(`${locale} ${key}`, () => new Intl.NumberFormat(languageTags[locale], options))
}

function instantFormat(timeZone: string): Intl.DateTimeFormat {
  return keep(
    `instant ${timeZone}`,
    () =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  )
}

function relativeFormat(locale: Locale): Intl.RelativeTimeFormat {
  return keep(
    `relative ${locale}`,
    () => new Intl.RelativeTimeFormat(languageTags[locale], { numeric: 'auto' }),
  )
}

function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  const found = made.get(key)
  if (found !== undefined) return found as T
  const fresh = make()
  made.set(key, fresh)
  return fresh
}
