import type { Stretch, WorkingCalendar } from './working-calendar.ts'
import { daysFrom } from './working-days.ts'

/**
 * A limit as the field writes it. `working-hours` 工作时 and `working-days` 工作日 run in working time only; a working day is one
 * day's whole working time, however long that day is. `urgent-hours` 紧急工作时 run round the clock.
 */
export interface Limit {
  readonly amount: number
  readonly unit: 'working-hours' | 'working-days' | 'urgent-hours'
}

/** A pause (挂账); `until` is null while it lasts. Epoch milliseconds. */
export interface Pause {
  readonly from: number
  readonly until: number | null
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** No limit of the field is longer; a calendar without working days must end in an error, not in a loop. */
const horizonDays = 3660

/**
 * The earliest instant at which `limit` has run, started at `start` (epoch ms). Pauses do not count; a running pause gives
 * null: while the clock stands still there is no due time.
 */
export function dueAt(
  calendar: WorkingCalendar,
  start: number,
  limit: Limit,
  pauses: readonly Pause[] = [],
): number | null {
  if (pauses.some(pause => pause.until === null)) return null
  let left = limit.amount
  for (const { from, until, unitsPerMs } of runningTime(
    calendar,
    start,
    start + horizonDays * dayMs,
    limit.unit,
    pauses,
  )) {
    const units = (until - from) * unitsPerMs
    // A millisecond's worth of rounding must not push the due time over a night.
    if (units >= left - unitsPerMs / 2) return Math.round(from + left / unitsPerMs)
    left -= units
  }
  throw new RangeError('the working calendar has no working time within the horizon')
}

/** How much of the unit has run between `start` and `now`, pauses left out. */
export function elapsed(
  calendar: WorkingCalendar,
  start: number,
  now: number,
  unit: Limit['unit'],
  pauses: readonly Pause[] = [],
): number {
  let units = 0
  for (const { from, until, unitsPerMs } of runningTime(calendar, start, now, unit, pauses)) {
    units += (Math.min(until, now) - from) * unitsPerMs
  }
  return units
}

export type Light = 'green' | 'amber' | 'red'

/** 联通城管 Statistics: ≤ 80 % of the limit green, ≤ 100 % amber, beyond red. */
export function stageLight(elapsedUnits: number, limit: Limit): Light {
  const share = elapsedUnits / limit.amount
  if (share <= 0.8) return 'green'
  return share <= 1 ? 'amber' : 'red'
}

interface Running extends Stretch {
  readonly unitsPerMs: number
}

function* runningTime(
  calendar: WorkingCalendar,
  start: number,
  end: number,
  unit: Limit['unit'],
  pauses: readonly Pause[],
): Generator<Running> {
  if (unit === 'urgent-hours') {
    for (const stretch of without({ from: start, until: end }, pauses))
      yield { ...stretch, unitsPerMs: 1 / hourMs }
    return
  }
  for (const { from: midnight, stretches, lengthMs } of daysFrom(calendar, start)) {
    if (midnight >= end) return
    const unitsPerMs = unit === 'working-days' ? 1 / lengthMs : 1 / hourMs
    for (const { from, until } of stretches) {
      if (until <= start || from >= end) continue
      for (const rest of without({ from: Math.max(from, start), until }, pauses))
        yield { ...rest, unitsPerMs }
    }
  }
}

function without(stretch: Stretch, pauses: readonly Pause[]): Stretch[] {
  let rest: Stretch[] = [stretch]
  for (const pause of pauses) {
    const until = pause.until ?? Number.POSITIVE_INFINITY
    rest = rest.flatMap(each =>
      [
        { from: each.from, until: Math.min(each.until, pause.from) },
        { from: Math.max(each.from, until), until: each.until },
      ].filter(part => part.from < part.until),
    )
  }
  return rest
}
