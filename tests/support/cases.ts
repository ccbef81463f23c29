import type { Database } from '@jingwei/api/database/open.ts'
import type { IncidentStatus } from '@jingwei/api/incidents/contract.ts'

/** Cases as rows alone, many at a time: for tests of what is counted, not of how a case got there. */
export interface CaseRows {
  readonly count: number
  readonly classCode: string
  readonly status: IncidentStatus
  readonly reportedAt: string
  readonly dueAt?: string
  readonly stoppedAt?: string
  readonly extensions?: number
  readonly reworks?: number
  readonly escalatedBy?: number
  readonly stageDueAt?: string
  readonly lateStages?: readonly string[]
}

/** @returns their ids */
export async function insertCases({ sql }: Database, cases: CaseRows): Promise<number[]> {
  const { count, classCode, status, reportedAt, dueAt = null, stoppedAt = null } = cases
  const { extensions = 0, reworks = 0, escalatedBy = 0, stageDueAt = null, lateStages = [] } = cases
  const rows = await sql<{ id: number }[]>`
    insert into incident (class_code, net, title, status, version_id, grid_id, reason, reported_at, updated_at, due_at,
      clock_stopped_at, extensions, reworks, escalated_by, stage_due_at, late_stages)
    select c.code, c.net, 'case', ${status}, v.id, g.id, 'inside', ${reportedAt}::timestamptz, ${reportedAt}::timestamptz,
      ${dueAt}::timestamptz, ${stoppedAt}::timestamptz, ${extensions}, ${reworks}, ${escalatedBy},
      ${stageDueAt}::timestamptz, ${[...lateStages]}::text[]
    from incident_class c
    cross join (select min(id) as id from version) v
    cross join (select min(id) as id from grid) g
    cross join generate_series(1, ${count})
    where c.code = ${classCode}
    returning id`
  return rows.map(row => row.id)
}

export interface Step {
  readonly verb: string
  readonly status: IncidentStatus
  readonly actor?: string
  readonly data?: object
}

/** The log of a case, in order; not chained. */
export async function insertSteps(
  { sql }: Database,
  incident: number,
  steps: readonly Step[],
): Promise<void> {
  for (const [i, { verb, status, actor = null, data = {} }] of steps.entries()) {
    await sql`
      insert into incident_event (incident_id, rev, verb, status, at, actor, data, hash)
      values (${incident}, ${i + 1}, ${verb}, ${status}, now(), ${actor}, ${JSON.stringify(data)}::text::jsonb, '\\x00')`
  }
}
