import type { WorkingCalendar } from '../calendar/working-calendar.ts'
import { dueAt } from '../calendar/working-time.ts'
import type { Case, Verb } from '../incidents/life-cycle.ts'
import { amberShare, type ClockEvent, type ClockState, paused, resumed } from './clock.ts'

/** 立案、派遣、处置、核查: stages that a class sets limits for, one after another. */
export const stages = ['filing', 'dispatch', 'handling', 'check'] as const
export type Stage = (typeof stages)[number]

/** The stages at a desk. Handling has a clock of its own (`clock.ts`): it can be extended, suspended, and climbs. */
export type DeskStage = Exclude<Stage, 'handling'>

/** Further limits of handling, each from the dispatch on: 责令停工、立案处罚、拆除. */
export const milestones = ['stop-work', 'penalty', 'removal'] as const
export type Milestone = (typeof milestones)[number]

export interface StageClock extends ClockState {
  readonly stage: DeskStage
}

/** What the log of a case says of its stages at a desk. */
export interface Stages {
  /** Of the one that the case is in; null where its class has no limit for it. */
  readonly clock: StageClock | null
  /** Those that ended late, each the last time the case was in it. */
  readonly late: readonly DeskStage[]
}

export const noStages: Stages = { clock: null, late: [] }

const beginning: Readonly<Partial<Record<Verb, Stage>>> = {
  report: 'filing',
  file: 'dispatch',
  reopen: 'dispatch',
  dispatch: 'handling',
  finish: 'check',
}
const ending: ReadonlySet<Verb> = new Set(['void', 'close', 'rework', 'follow'])

/** The stage that a step begins: its event says which limit applies. */
export function stageBegunBy(verb: Verb, { request }: Pick<Case, 'request'>): Stage | null {
  if (verb === 'approve' && request?.kind === 'return') return 'dispatch'
  return beginning[verb] ?? null
}

/** The stage at a desk that a step ends. */
export function stageEndedBy(verb: Verb, before: Case, clock: StageClock | null): DeskStage | null {
  const ends = ending.has(verb) || stageBegunBy(verb, before) !== null
  return clock !== null && ends ? clock.stage : null
}

/** The stages after one more event. @param before the case as it stood */
export function stagesAfter({ clock, late }: Stages, before: Case, event: ClockEvent): Stages {
  const ended = stageEndedBy(event.verb, before, clock)
  const rest = late.filter(stage => stage !== ended)
  return {
    clock: clockAfterStep(clock, before, event),
    late: ended !== null && event.data.late === true ? [...rest, ended] : ended === null ? late : rest,
  }
}

function clockAfterStep(
  clock: StageClock | null,
  before: Case,
  { verb, at, data }: ClockEvent,
): StageClock | null {
  const now = at.getTime()
  const stage = stageBegunBy(verb, before)
  if (stage !== null)
    return stage === 'handling' || data.limit === undefined
      ? null
      : { stage, startedAt: now, limit: data.limit, pauses: [], stoppedAt: null }
  if (clock === null || ending.has(verb)) return null
  if (verb === 'link') return paused(clock, now)
  return verb === 'unlink' ? resumed(clock, now) : clock
}

/** What a row keeps of the clock at a desk, as `ClockTimes` of handling. */
export interface StageTimes {
  readonly stageDueAt: Date | null
  readonly stageAmberAt: Date | null
}

export function stageTimes(calendar: WorkingCalendar, clock: StageClock | null): StageTimes {
  return { stageDueAt: stageDue(calendar, clock), stageAmberAt: stageDue(calendar, clock, amberShare) }
}

/** When a share of the limit has run; null while it stands still. */
export function stageDue(calendar: WorkingCalendar, clock: StageClock | null, share = 1): Date | null {
  if (clock === null) return null
  const { startedAt, limit, pauses } = clock
  const due = dueAt(calendar, startedAt, { ...limit, amount: limit.amount * share }, pauses)
  return due === null ? null : new Date(due)
}
