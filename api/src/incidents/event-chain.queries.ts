import type { Sql } from '../database/sql.ts'
import type { EventRow } from './queries.ts'

/** Events of the cases with the next higher ids, case by case, oldest first; a case is never cut. */
export function selectEventsOfNextCases(sql: Sql, afterIncident: number, cases: number): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select seq, incident_id, rev, verb, status, at, actor, data, previous_hash, hash
    from incident_event
    where incident_id in (
      select id from incident where id > ${afterIncident} order by id limit ${cases})
    order by incident_id, rev`
}

/** Every case has at least the event that made it. */
export async function selectCaseWithoutEvents(sql: Sql): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select id from incident
    where not exists (select from incident_event where incident_id = incident.id)
    order by id limit 1`
  return row?.id
}
