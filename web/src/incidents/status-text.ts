import type { useMessages } from '../i18n/messages.ts'
import { anyStatus, doneStatuses, listOf } from './incident-filter.ts'
import { IncidentStatus } from './incidents.api.ts'

type IncidentWords = ReturnType<typeof useMessages<'incidents'>>

/** `24-72`: how long it took from report to closing. */
export function closingText(closing: string, t: IncidentWords): string {
  const [least = '', below = ''] = closing.split('-')
  if (below === '') return t.closedAfter(least)
  return Number(least) === 0 ? t.closedWithin(below) : t.closedBetween(least, below)
}

/** Hours that follow one another as one span. */
export function hoursText(hours: string, t: IncidentWords): string {
  const spans: [number, number][] = []
  for (const hour of listOf(hours)
    .map(Number)
    .sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last !== undefined && last[1] === hour) last[1] = hour + 1
    else spans.push([hour, hour + 1])
  }
  return spans.map(([from, until]) => t.hourSpan(String(from), String(until))).join(t.comma)
}

/** The words of the address's `status`: one of the usual sets, or several by name. */
export function statusText(status: string, t: IncidentWords): string {
  if (status === anyStatus) return t.statusAll
  if (status === doneStatuses) return t.statusClosed
  return listOf(status)
    .map(one => {
      const known = IncidentStatus.safeParse(one)
      return known.success ? t.statuses[known.data] : one === 'open' ? t.statusOpen : one
    })
    .join(t.comma)
}
