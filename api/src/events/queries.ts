import type { Sql } from '../database/sql.ts'
import type { IncidentStatus } from '../incidents/contract.ts'
import type { Seen } from './settle.ts'

/** What one snapshot of the database sees of the log beyond a sequence number, and the revision of the working calendar. */
export async function selectSeen(sql: Sql, after: number): Promise<Seen & { calendar: number | null }> {
  const [row] = await sql<
    { top: number; count: number; oldest: string; next: string; calendar: number | null }[]
  >`
    select coalesce(max(seq), ${after}::bigint) as top, count(*) as count,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next,
      (select rev from working_calendar) as calendar
    from incident_event
    where seq > ${after}`
  if (row === undefined) throw new Error('the database has no snapshot')
  const { top, count, oldest, next, calendar } = row
  return { top, count, oldest: BigInt(oldest), next: BigInt(next), calendar }
}

/** The highest sequence number in the log; 0 when it is empty. */
export async function selectTop(sql: Sql): Promise<number> {
  const [row] = await sql<{ top: number }[]>`select coalesce(max(seq), 0) as top from incident_event`
  return row?.top ?? 0
}

export interface StepRow {
  seq: number
  incidentId: number
  rev: number
  verb: string
  status: IncidentStatus
  at: Date
  classCode: string
  net: string
  gridId: number | null
  lon: number | null
  lat: number | null
  reportedAt: Date
}

/** Steps in `(after, until]`, lowest first. The history that a city folder brought along is no news. */
export function selectSteps(sql: Sql, after: number, until: number, limit: number): Promise<StepRow[]> {
  return sql<StepRow[]>`
    select e.seq, e.incident_id, e.rev, e.verb, e.status, e.at, i.class_code, i.net, i.grid_id,
      ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.reported_at
    from incident_event e
    join incident i on i.id = e.incident_id
    where e.seq > ${after} and e.seq <= ${until}
      and not (i.synthetic and e.at <= (select history_end from city))
    order by e.seq
    limit ${limit}`
}
