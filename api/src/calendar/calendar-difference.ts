import { canonicalJson } from '../incidents/canonical-json.ts'
import type { CalendarData } from './contract.ts'

type Side = Partial<Record<keyof CalendarData, unknown>>

const parts = ['holidays', 'seasons', 'overrides', 'ladder'] as const satisfies (keyof CalendarData)[]

/** What differs, as it was and as it is: of the single days only those that do, a thousand may stand there. */
export function calendarDifference(was: CalendarData, is: CalendarData): { before: Side; after: Side } {
  const before: Side = {}
  const after: Side = {}
  for (const part of parts) {
    if (canonicalJson(was[part]) === canonicalJson(is[part])) continue
    before[part] = part === 'overrides' ? daysWithout(was.overrides, is.overrides) : was[part]
    after[part] = part === 'overrides' ? daysWithout(is.overrides, was.overrides) : is[part]
  }
  return { before, after }
}

function daysWithout(days: CalendarData['overrides'], others: CalendarData['overrides']) {
  const known = new Set(others.map(day => canonicalJson(day)))
  return days.filter(day => !known.has(canonicalJson(day)))
}
