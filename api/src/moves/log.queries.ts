import type { Sql } from '../database/sql.ts'
import type { Verb } from '../incidents/life-cycle.ts'
import { type Past, pastTables } from '../incidents/past.ts'
import type { IncidentStatus } from '../wire.ts'
import type { MoveData } from './record-move.ts'

export interface LoggedEvent {
  rev: number
  verb: Verb
  status: IncidentStatus
  at: Date
  actor: string | null
  data: MoveData
}

/** The log of one case, oldest first. */
export function selectLog(sql: Sql, incident: number, past?: Past): Promise<LoggedEvent[]> {
  return sql<LoggedEvent[]>`${pastTables(sql, past)}
    select rev, verb, status, at, actor, data from incident_event where incident_id = ${incident} order by rev`
}

/** The logs of the cases in a range of ids, each oldest first. */
export async function selectLogs(
  sql: Sql,
  after: number,
  until: number,
): Promise<Map<number, LoggedEvent[]>> {
  const rows = await sql<(LoggedEvent & { incidentId: number })[]>`
    select incident_id, rev, verb, status, at, actor, data
    from incident_event
    where incident_id > ${after} and incident_id <= ${until}
    order by incident_id, rev`
  const logs = new Map<number, LoggedEvent[]>()
  for (const { incidentId, ...event } of rows) {
    const log = logs.get(incidentId)
    if (log === undefined) logs.set(incidentId, [event])
    else log.push(event)
  }
  return logs
}
