import type { WorkingCalendar } from '../calendar/working-calendar.ts'
import { dueAt, elapsed, type Limit, type Pause, stageLight } from '../calendar/working-time.ts'
import type { Case, Verb } from '../incidents/life-cycle.ts'
import type { Clock } from './contract.ts'

/**
 * What the events of a case say of the clock of handling, in epoch milliseconds. It starts with the dispatch (计时 begins at 任务派遣), stands still
 * while the case is suspended, stops when handling is done and goes on after a failed check; the time of the check is nobody's.
 * A case that is returned and dispatched again starts anew; one that is handed on does not. While a head stands for a case, its own
 * clock stands still.
 */
export interface ClockState {
  readonly startedAt: number
  readonly limit: Limit
  readonly pauses: readonly Pause[]
  readonly stoppedAt: number | null
}

export interface ClockEvent {
  readonly verb: Verb
  readonly at: Date
  readonly data: {
    /** A step that begins a stage says which limit applies: a limit that is changed later is for later cases. */
    readonly limit?: Limit
    /** A dispatch: the further limits of handling. */
    readonly milestones?: readonly (Limit & { readonly stage: string })[]
    /** The stage at a desk that the step ended had run out, by the calendar of that moment. */
    readonly late?: boolean
  }
}

/** Beyond this share of a limit the light is amber. */
export const amberShare = 0.8

/** The clock after one more event. @param before the case as it stood */
export function clockAfter(
  clock: ClockState | null,
  before: Case,
  { verb, at, data }: ClockEvent,
): ClockState | null {
  const now = at.getTime()
  if (verb === 'dispatch')
    return data.limit === undefined
      ? null
      : { startedAt: now, limit: data.limit, pauses: [], stoppedAt: null }
  if (clock === null || verb === 'reopen') return null
  if (verb === 'finish') return { ...clock, stoppedAt: now }
  if (verb === 'rework') {
    const check = { from: clock.stoppedAt ?? now, until: now }
    return { ...clock, pauses: [...clock.pauses, check], stoppedAt: null }
  }
  if (verb === 'link') return paused(clock, now)
  if (verb === 'resume' || verb === 'unlink') return resumed(clock, now)
  if (verb === 'follow') return { ...resumed(clock, now), stoppedAt: now }
  return verb === 'approve' ? granted(clock, before, now) : clock
}

export function paused<C extends ClockState>(clock: C, now: number): C {
  return { ...clock, pauses: [...clock.pauses, { from: now, until: null }] }
}

export function resumed<C extends ClockState>(clock: C, now: number): C {
  return { ...clock, pauses: clock.pauses.map(pause => ({ ...pause, until: pause.until ?? now })) }
}

function granted(clock: ClockState, { request }: Case, now: number): ClockState | null {
  const { limit } = clock
  switch (request?.kind) {
    case 'extension':
      return { ...clock, limit: { ...limit, amount: limit.amount + (request.amount ?? 0) } }
    case 'suspension':
      return paused(clock, now)
    case 'return':
      return null
    case 'void':
      return { ...clock, stoppedAt: now }
    default:
      return clock
  }
}

/** What a row keeps of a clock so that lists, filters and the ladder need no calendar. */
export interface ClockTimes {
  readonly dueAt: Date | null
  /** Beyond it the light is amber. */
  readonly amberAt: Date | null
  /** When an overdue case climbs one level; null when it does not climb any more. */
  readonly nextRungAt: Date | null
  readonly clockStoppedAt: Date | null
}

/** @param rung share of the limit at which the case climbs next; null: it does not */
export function clockTimes(
  calendar: WorkingCalendar,
  clock: ClockState | null,
  rung: number | null,
): ClockTimes {
  const at = (share: number): Date | null => {
    if (clock === null) return null
    const { startedAt, limit, pauses } = clock
    const due = dueAt(calendar, startedAt, { ...limit, amount: limit.amount * share }, pauses)
    return due === null ? null : new Date(due)
  }
  const stoppedAt = clock?.stoppedAt ?? null
  return {
    dueAt: at(1),
    amberAt: at(amberShare),
    nextRungAt: rung === null || stoppedAt !== null ? null : at(rung),
    clockStoppedAt: stoppedAt === null ? null : new Date(stoppedAt),
  }
}

/** The clock as people read it. */
export function clockView(calendar: WorkingCalendar, clock: ClockState, now: Date): Clock {
  const { startedAt, limit, pauses, stoppedAt } = clock
  const run = elapsed(calendar, startedAt, stoppedAt ?? now.getTime(), limit.unit, pauses)
  const due = dueAt(calendar, startedAt, limit, pauses)
  return {
    limit,
    startedAt: iso(startedAt),
    dueAt: due === null ? null : iso(due),
    stoppedAt: stoppedAt === null ? null : iso(stoppedAt),
    share: Math.round((run / limit.amount) * 1e4) / 1e4,
    light: stageLight(run, limit),
  }
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
