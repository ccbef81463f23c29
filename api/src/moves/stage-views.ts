import type { WorkingCalendar } from '../calendar/working-calendar.ts'
import type { Limit } from '../calendar/working-time.ts'
import { apply, type Case, reported } from '../incidents/life-cycle.ts'
import { type ClockState, clockAfter, clockView } from './clock.ts'
import type { StageView } from './contract.ts'
import type { LoggedEvent } from './log.queries.ts'
import { milestones, noStages, type Stage, stageEndedBy, stages, stagesAfter } from './stages.ts'

interface Run {
  readonly clock: ClockState
  /** As it was judged when it ended; null while it runs. */
  readonly late: boolean | null
}

/** Every stage of a case that had a limit, the last time the case was in it, in the order of the life cycle: read from its log. */
export function stageViews(calendar: WorkingCalendar, log: readonly LoggedEvent[], now: Date): StageView[] {
  const runs = new Map<Stage, Run>()
  let state: Case = reported
  let handling: ClockState | null = null
  let desk = noStages
  let further: readonly (Limit & { readonly stage: string })[] = []
  for (const event of log) {
    const before = state
    const ended = stageEndedBy(event.verb, before, desk.clock)
    if (ended !== null && desk.clock !== null)
      runs.set(ended, {
        clock: { ...desk.clock, stoppedAt: event.at.getTime() },
        late: event.data.late === true,
      })
    if (event.verb !== 'report') state = apply(state, event)
    handling = clockAfter(handling, before, event)
    desk = stagesAfter(desk, before, event)
    if (event.verb === 'dispatch') {
      runs.delete('check')
      further = event.data.milestones ?? []
    }
    if (handling === null) runs.delete('handling')
    else runs.set('handling', { clock: handling, late: null })
    if (desk.clock !== null) runs.set(desk.clock.stage, { clock: desk.clock, late: null })
  }
  const view = (stage: StageView['stage'], { clock, late }: Run): StageView => {
    const shown = clockView(calendar, clock, now)
    // what was in time when it ended stays so, whatever the calendar says today
    const light = late === null ? shown.light : late ? 'red' : shown.light === 'red' ? 'amber' : shown.light
    return { stage, ...shown, light }
  }
  return stages.flatMap(stage => {
    const run = runs.get(stage)
    if (run === undefined) return []
    const within = stage === 'handling' ? milestonesOf(further, run.clock) : []
    return [view(stage, run), ...within.map(({ name, clock }) => view(name, { clock, late: null }))]
  })
}

/** Limits within handling run by its clock. */
function milestonesOf(further: readonly (Limit & { readonly stage: string })[], handling: ClockState) {
  return milestones.flatMap(name => {
    const limit = further.find(({ stage }) => stage === name)
    return limit === undefined
      ? []
      : [{ name, clock: { ...handling, limit: { amount: limit.amount, unit: limit.unit } } }]
  })
}
