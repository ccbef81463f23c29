import type { FolderIncident } from '@jingwei/geodata/city-folder.ts'
import type { Clockwork } from '../calendar/read-calendar.ts'
import type { Limit } from '../calendar/working-time.ts'
import type { Atlas } from '../grids/atlas.ts'
import { type ChainedEvent, eventHash } from '../incidents/event-chain.ts'
import { type Assignee, apply, type Case, isOpen, reported, type Verb } from '../incidents/life-cycle.ts'
import { systemActor } from '../moves/climb-ladder.ts'
import { type ClockState, type ClockTimes, clockAfter, clockTimes } from '../moves/clock.ts'
import { type MoveData, nextRung } from '../moves/record-move.ts'
import { limitsBegunBy } from '../moves/stage-limits.ts'
import {
  noStages,
  type Stages,
  type StageTimes,
  stageDue,
  stageEndedBy,
  stagesAfter,
  stageTimes,
} from '../moves/stages.ts'

/** An event with its place in the case's chain. */
export interface LoadedEvent extends ChainedEvent {
  readonly previousHash: Buffer | null
  readonly hash: Buffer
}

/** What the report's own event tells, who gets the case, and what its clock runs by. */
export interface CaseOrigin {
  readonly incidentId: number
  readonly reportedAt: Date
  readonly report: Readonly<Record<string, unknown>>
  readonly assignee: Assignee | null
  /** Of the class, by stage. */
  readonly limits: readonly (Limit & { readonly stage: string })[]
  /** The grid that has the case: how high it can climb. */
  readonly gridId: number | null
  readonly atlas: Atlas
  readonly clockwork: Clockwork
  /** Until when overdue cases have climbed. */
  readonly now: Date
}

/** A case of the city folder, as the life cycle would have written it. */
export interface LoadedCase {
  /** Oldest first. */
  readonly events: readonly LoadedEvent[]
  readonly state: Case
  readonly clock: ClockState | null
  readonly stages: Stages
  readonly times: ClockTimes & StageTimes
}

/** Plays what the folder says happened, and what the program itself would have done: overdue cases climb. */
export function caseOfFolder(incident: FolderIncident, origin: CaseOrigin): LoadedCase {
  const { atlas, clockwork, gridId, now } = origin
  const events: LoadedEvent[] = []
  let state: Case = reported
  let clock: ClockState | null = null
  let stages = noStages
  // Working time is dear: once for each change of the clock.
  let known: ClockTimes | null = null
  const happen = (verb: Verb, at: Date, actor: string | null, fields: MoveData) => {
    const rev = events.length + 1
    const [before, running] = [state, clock]
    const late = stageEndedBy(verb, before, stages.clock) !== null && isOver(stages, at)
    const data = { ...fields, ...limitsBegunBy(origin.limits, verb, before), ...(late ? { late } : {}) }
    if (verb !== 'report') state = apply(state, { verb, rev, actor, data })
    clock = clockAfter(clock, before, { verb, at, data })
    stages = stagesAfter(stages, before, { verb, at, data })
    if (clock !== running || verb === 'escalate') known = null
    const previousHash = events.at(-1)?.hash ?? null
    const event: ChainedEvent = {
      ...{ incidentId: origin.incidentId, rev, verb, status: state.status },
      ...{ at, actor, data },
    }
    events.push({ ...event, previousHash, hash: eventHash(previousHash, event) })
  }
  const times = () => {
    known ??= clockTimes(clockwork.calendar, clock, nextRung(atlas, clockwork, gridId, state))
    return known
  }
  const isOver = (stages: Stages, at: Date) => {
    const due = stageDue(clockwork.calendar, stages.clock)
    return due !== null && at > due
  }
  const climbUntil = (at: Date) => {
    while (clock !== null && isOpen(state, 'escalate')) {
      const rungAt = times().nextRungAt
      if (rungAt === null || rungAt > at) return
      const rung = state.rungs + 1
      happen('escalate', rungAt, systemActor, { rung, share: clockwork.ladder[rung - 1] })
    }
  }
  for (const { verb, after, data } of stepsOf(incident, origin)) {
    const at = new Date(origin.reportedAt.getTime() + after * 1000)
    climbUntil(at)
    happen(verb, at, null, data)
  }
  climbUntil(now)
  return {
    ...{ events, state, clock, stages },
    times: { ...times(), ...stageTimes(clockwork.calendar, stages.clock) },
  }
}

interface Step {
  readonly verb: Verb
  /** Seconds after the report. */
  readonly after: number
  readonly data: MoveData
}

function stepsOf(incident: FolderIncident, { report, assignee }: CaseOrigin): Step[] {
  const steps: Step[] = [{ verb: 'report', after: 0, data: report }]
  const add = (verb: Verb, after: number | undefined, data: MoveData = {}) => {
    if (after !== undefined) steps.push({ verb, after, data })
  }
  add('file', incident.filedAfter)
  add('dispatch', incident.dispatchedAfter, assignee === null ? {} : { assignee })
  add('take', incident.takenAfter)
  add('finish', incident.feedbackAfter)
  add('close', incident.closedAfter)
  add('evaluate', incident.evaluatedAfter)
  // Somebody asks for a suspension, and for making a dispatched case void; the desk grants it.
  if (incident.suspendedAfter !== undefined) {
    add('request', incident.suspendedAfter, { kind: 'suspension' })
    add('approve', incident.suspendedAfter)
  }
  if (incident.voidAfter !== undefined) {
    if (incident.dispatchedAfter === undefined) add('void', incident.voidAfter)
    else {
      add('request', incident.voidAfter, { kind: 'void' })
      add('approve', incident.voidAfter)
    }
  }
  return steps
}
