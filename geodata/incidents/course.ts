import type { FolderIncident, IncidentClass } from '../city-folder.ts'
import { normal } from '../mesh/random.ts'
import { afterWorkingHours, DAY, WORKING_HOURS } from './moment.ts'

type Course = Pick<
  FolderIncident,
  | 'stage'
  | 'filedAfter'
  | 'dispatchedAfter'
  | 'takenAfter'
  | 'feedbackAfter'
  | 'closedAfter'
  | 'evaluatedAfter'
  | 'suspendedAfter'
  | 'voidAfter'
  | 'dueAfter'
>

const HOUR = 3600
/** Shares of all incidents. */
const VOID = 0.035
const SUSPENDED = 0.0017
const STUCK = 0.02
const LATE = 0.22
/** Share of the limit after which half of the cases are taken. */
const PICKUP = 0.1
/** Share that waits a day or two for a look on the spot before it is filed. */
const UNCLEAR = 0.1

/** How an incident went: each step so many seconds after the report; steps that would come after the end have not happened. */
export function drawCourse({ limits }: IncidentClass, before: number, next: () => number): Course {
  const span = (middle: number, spread: number) => Math.round(middle * Math.exp(spread * normal(next)))
  const fate = next()
  const filedAfter = span(next() < UNCLEAR ? 30 * HOUR : 0.6 * HOUR, 0.8)
  if (fate < VOID && filedAfter < before) return { stage: 'void', voidAfter: filedAfter }
  const urgent = limits.some(l => l.unit === 'urgent-hours')
  const desk = span(0.8 * HOUR, 0.8)
  // only urgent matters are dispatched outside office hours
  const dispatchedAfter = filedAfter + (urgent ? desk : afterWorkingHours(before - filedAfter, desk / HOUR))
  const allowed = allowance(limits, before - dispatchedAfter)
  // what is due soon is taken soon
  const pickup = span(Math.min(2.5 * HOUR, PICKUP * allowed), 0.6)
  const takenAfter =
    dispatchedAfter + (urgent ? pickup : afterWorkingHours(before - dispatchedAfter, pickup / HOUR))
  const dueAfter = dispatchedAfter + allowed
  const suspendedAfter = takenAfter + span(20 * HOUR, 0.5)
  if (fate < VOID + SUSPENDED && suspendedAfter < before)
    return { stage: 'suspended', filedAfter, dispatchedAfter, takenAfter, suspendedAfter, dueAfter }
  // the limit runs from the dispatch, however late the case is taken
  const finished = dispatchedAfter + Math.round(handlingTime(fate, allowed, next))
  const feedbackAfter = Math.max(finished, takenAfter + 0.2 * HOUR)
  const closedAfter = feedbackAfter + span(26 * HOUR, 0.7)
  const evaluatedAfter = closedAfter + span(4 * DAY, 0.6)
  const steps = { filedAfter, dispatchedAfter, takenAfter, feedbackAfter, closedAfter, evaluatedAfter }
  return { ...happened(steps, before), ...(dispatchedAfter < before ? { dueAfter } : {}) }
}

/** Seconds of handling: most in time, some late by days or weeks, a few stuck for months. */
function handlingTime(fate: number, allowed: number, next: () => number) {
  if (fate > 1 - STUCK) return allowed + (60 + 200 * next()) * DAY
  if (fate > 1 - STUCK - LATE) return allowed - 21 * DAY * Math.log(1 - next())
  return (0.3 + 0.65 * next()) * allowed
}

const STAGE_OF = {
  filedAfter: 'filed',
  dispatchedAfter: 'dispatched',
  takenAfter: 'handling',
  feedbackAfter: 'feedback',
  closedAfter: 'closed',
  evaluatedAfter: 'evaluated',
} as const

function happened(steps: Record<keyof typeof STAGE_OF, number>, before: number): Course {
  const course: Course = { stage: 'reported' }
  for (const key of Object.keys(STAGE_OF) as (keyof typeof STAGE_OF)[]) {
    if (steps[key] >= before) break
    course[key] = steps[key]
    course.stage = STAGE_OF[key]
  }
  return course
}

/** Seconds allowed for handling, counted from dispatch. */
function allowance(limits: IncidentClass['limits'], before: number) {
  const limit = limits.find(l => l.stage === 'handling')
  if (!limit) return 2 * DAY
  if (limit.unit === 'urgent-hours') return limit.amount * HOUR
  return afterWorkingHours(before, limit.amount * (limit.unit === 'working-days' ? WORKING_HOURS : 1))
}
