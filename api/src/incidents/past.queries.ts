import type { Sql } from '../database/sql.ts'
import type { MoveData } from '../moves/record-move.ts'
import type { Verb } from './life-cycle.ts'
import type { Past } from './past.ts'

/** The first statement of a transaction: all that follow see the same moment of the database, and none of them writes. */
export async function readOneMoment(sql: Sql): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`
}

/** Cases that were there at a moment and were touched since: how many, and how often in all. Grows with every step. */
export async function countTouchedSince(sql: Sql, at: Date): Promise<{ cases: number; steps: number }> {
  const [row] = await sql<{ cases: number; steps: number }[]>`
    select count(*)::int as cases, coalesce(sum(rev), 0)::bigint as steps
    from incident where updated_at > ${at} and reported_at <= ${at}`
  return row ?? { cases: 0, steps: 0 }
}

export interface PastEvent {
  incidentId: number
  gridAtReportId: number | null
  rev: number
  verb: Verb
  at: Date
  actor: string | null
  data: MoveData
}

/** Their logs up to the moment, each oldest first. */
export function selectPastLogs(sql: Sql, at: Date): Promise<PastEvent[]> {
  return sql<PastEvent[]>`
    select e.incident_id, i.grid_at_report_id, e.rev, e.verb, e.at, e.actor, e.data
    from incident i
    join incident_event e on e.incident_id = i.id and e.at <= ${at}
    where i.updated_at > ${at} and i.reported_at <= ${at}
    order by e.incident_id, e.rev`
}

/** Identity of the grid that has a code in a version; null when none has. */
export async function selectGridId(sql: Sql, version: number, code: string): Promise<number | null> {
  const [row] = await sql<{ gridId: number }[]>`
    select grid_id from grid_record
    where code = ${code} and from_version <= ${version} and (to_version is null or to_version > ${version})`
  return row?.gridId ?? null
}

/**
 * Begins a statement about the past: in all of it `incident` and `incident_event` are what they were then. Nothing without a past: the
 * statement is what it would be.
 */
export function tablesOf(sql: Sql, past: Past | undefined) {
  if (past === undefined) return sql``
  return sql`
    with changed as materialized (
      select was.*
      from jsonb_array_elements(${past.rows}::text::jsonb) as step (columns)
      join incident i on i.id = (step.columns ->> 'id')::bigint
      cross join lateral jsonb_populate_record(i, step.columns) as was
    ), incident as not materialized (
      select * from incident where reported_at <= ${past.at} and updated_at <= ${past.at}
      union all
      select * from changed
    ), incident_event as not materialized (
      select * from incident_event where at <= ${past.at}
    )`
}
