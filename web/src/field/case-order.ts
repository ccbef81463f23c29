import { distanceMeters, type Position } from './distance.ts'
import type { IncidentSummary } from './my-cases.api.ts'

export interface Place {
  readonly lon: number
  readonly lat: number
}

/** Overdue first, then by what is due next; without a clock last. */
export function byDue(cases: readonly IncidentSummary[]): IncidentSummary[] {
  return cases.toSorted((a, b) => dueOf(a) - dueOf(b) || a.id - b.id)
}

/** Nearest first; without a place last. */
export function byDistance(cases: readonly IncidentSummary[], from: Position): IncidentSummary[] {
  const metersTo = (one: IncidentSummary) => {
    const place = placeOf(one)
    return place === null ? Number.POSITIVE_INFINITY : distanceMeters(from, place)
  }
  const meters = new Map(cases.map(one => [one.id, metersTo(one)]))
  return cases.toSorted((a, b) => compare(meters.get(a.id), meters.get(b.id)) || a.id - b.id)
}

export function placeOf({ lon, lat }: Pick<IncidentSummary, 'lon' | 'lat'>): Place | null {
  return lon === null || lat === null ? null : { lon, lat }
}

function dueOf({ dueAt }: IncidentSummary): number {
  return dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(dueAt)
}

/** Infinity minus infinity is no number. */
function compare(a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number {
  return a === b ? 0 : a - b
}
