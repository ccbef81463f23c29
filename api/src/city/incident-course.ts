import type { FolderIncident } from '@jingwei/geodata/city-folder.ts'
import { type ChainedEvent, eventHash } from '../incidents/event-chain.ts'
import type { Assignee, Verb } from '../incidents/life-cycle.ts'

/** An event with its place in the case's chain. */
export interface LoadedEvent extends ChainedEvent {
  readonly previousHash: Buffer | null
  readonly hash: Buffer
}

/** What the report's own event tells, and who gets the case. */
export interface CaseOrigin {
  readonly incidentId: number
  readonly reportedAt: Date
  readonly report: Readonly<Record<string, unknown>>
  readonly assignee: Assignee | null
}

/** The events of a case of the city folder, as the life cycle would have written them, oldest first. */
export function eventsOf(incident: FolderIncident, origin: CaseOrigin): LoadedEvent[] {
  const events: LoadedEvent[] = []
  for (const { verb, status, after, data } of stepsOf(incident, origin)) {
    const previousHash = events.at(-1)?.hash ?? null
    const event: ChainedEvent = {
      incidentId: origin.incidentId,
      rev: events.length + 1,
      verb,
      status,
      at: new Date(origin.reportedAt.getTime() + after * 1000),
      actor: null,
      data,
    }
    events.push({ ...event, previousHash, hash: eventHash(previousHash, event) })
  }
  return events
}

interface Step {
  readonly verb: Verb
  readonly status: ChainedEvent['status']
  /** Seconds after the report. */
  readonly after: number
  readonly data: Readonly<Record<string, unknown>>
}

function stepsOf(incident: FolderIncident, { report, assignee }: CaseOrigin): Step[] {
  const steps: Step[] = [{ verb: 'report', status: 'reported', after: 0, data: report }]
  const add = (verb: Verb, status: Step['status'], after: number | undefined, data: Step['data'] = {}) => {
    if (after !== undefined) steps.push({ verb, status, after, data })
  }
  add('file', 'filed', incident.filedAfter)
  add('dispatch', 'dispatched', incident.dispatchedAfter, assignee === null ? {} : { assignee })
  add('take', 'handling', incident.takenAfter)
  add('finish', 'feedback', incident.feedbackAfter)
  add('close', 'closed', incident.closedAfter)
  add('evaluate', 'evaluated', incident.evaluatedAfter)
  // Somebody asks for a suspension, and for making a dispatched case void; the desk grants it.
  const status = steps.at(-1)?.status ?? 'reported'
  if (incident.suspendedAfter !== undefined) {
    add('request', status, incident.suspendedAfter, { kind: 'suspension' })
    add('approve', 'suspended', incident.suspendedAfter)
  }
  if (incident.voidAfter !== undefined) {
    if (incident.dispatchedAfter === undefined) add('void', 'void', incident.voidAfter)
    else {
      add('request', status, incident.voidAfter, { kind: 'void' })
      add('approve', 'void', incident.voidAfter)
    }
  }
  return steps
}
