import { midnight } from './week-start.ts'

/** The instants at which a month of the city's calendar begins and ends. @param month `2026-03` */
export function monthSpan(month: string, timeZone: string): [from: string, to: string] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return [
    midnight(Date.UTC(year, number - 1), timeZone).toISOString(),
    midnight(Date.UTC(year, number), timeZone).toISOString(),
  ]
}
