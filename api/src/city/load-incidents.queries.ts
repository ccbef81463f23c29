import type { Sql } from '../database/sql.ts'
import type { LoadedEvent } from './incident-course.ts'

/** Identities for `count` incidents, ascending. The sequence may skip; nobody else gets these. */
export async function reserveIncidents(sql: Sql, count: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('incident', 'id')) as id from generate_series(1, ${count}::int)`
  return rows.map(row => row.id).sort((a, b) => a - b)
}

export interface LoadedIncident {
  id: number
  classCode: string
  title: string
  body: string
  lon: number
  lat: number
  cell: number
  status: string
  rev: number
  assigneeKind: string | null
  assigneeId: number | null
  suspendedFrom: string | null
  escalatedBy: number
  rungs: number
  clock: object | null
  stageClock: object | null
  stageDueAt: Date | null
  stageAmberAt: Date | null
  lateStages: readonly string[]
  dueAt: Date | null
  amberAt: Date | null
  nextRungAt: Date | null
  clockStoppedAt: Date | null
  version: number
  grid: number | null
  reason: string
  owner: number | null
  center: number | null
  centerMeters: number | null
  outsideMeters: number | null
  warning: string | null
  reportedAt: Date
  updatedAt: Date
  takenAt: Date | null
  closedAt: Date | null
}

export async function insertIncidents(sql: Sql, rows: readonly LoadedIncident[]): Promise<void> {
  await sql`
    insert into incident (id, class_code, net, title, body, geom, cell, status, rev, version_id, grid_at_report_id, grid_id,
      reason, owner_post_id, center_id, center_meters, outside_meters, warning, synthetic,
      reported_at, updated_at, taken_at, closed_at, assignee_kind, assignee_id, suspended_from, escalated_by, rungs, clock,
      due_at, amber_at, next_rung_at, clock_stopped_at, stage_clock, stage_due_at, stage_amber_at, late_stages)
    overriding system value
    select r.id, r."classCode", c.net, r.title, r.body, ST_SetSRID(ST_MakePoint(r.lon, r.lat), 4326), r.cell,
      r.status, r.rev, r.version, r.grid, r.grid, r.reason, r.owner, r.center, r."centerMeters", r."outsideMeters",
      r.warning, true, r."reportedAt", r."updatedAt", r."takenAt", r."closedAt",
      r."assigneeKind", r."assigneeId", r."suspendedFrom", r."escalatedBy", r.rungs, nullif(r.clock, 'null'),
      r."dueAt", r."amberAt", r."nextRungAt", r."clockStoppedAt",
      nullif(r."stageClock", 'null'), r."stageDueAt", r."stageAmberAt",
      array(select jsonb_array_elements_text(r."lateStages"))
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (id bigint, "classCode" text, title text, body text, lon float8, lat float8, cell bigint, status text, rev int,
        version int, grid int, reason text, owner int, center int, "centerMeters" float8, "outsideMeters" float8,
        warning text, "reportedAt" timestamptz, "updatedAt" timestamptz, "takenAt" timestamptz, "closedAt" timestamptz,
        "assigneeKind" text, "assigneeId" int, "suspendedFrom" text, "escalatedBy" int, rungs int, clock jsonb,
        "dueAt" timestamptz, "amberAt" timestamptz, "nextRungAt" timestamptz, "clockStoppedAt" timestamptz,
        "stageClock" jsonb, "stageDueAt" timestamptz, "stageAmberAt" timestamptz, "lateStages" jsonb)
    join incident_class c on c.code = r."classCode"`
}

/** Columns as arrays: half the time of one JSON text for rows this small. */
export async function insertEvents(sql: Sql, events: readonly LoadedEvent[]): Promise<void> {
  await sql`
    insert into incident_event (incident_id, rev, verb, status, at, actor, data, previous_hash, hash)
    select r.incident, r.rev, r.verb, r.status, r.at, r.actor, r.data::jsonb,
      decode(r.previous, 'hex'), decode(r.hash, 'hex')
    from unnest(
      ${events.map(event => event.incidentId)}::bigint[], ${events.map(event => event.rev)}::int[],
      ${events.map(event => event.verb)}::text[], ${events.map(event => event.status)}::text[],
      ${events.map(event => event.at.toISOString())}::text[]::timestamptz[],
      ${events.map(event => event.actor)}::text[],
      ${events.map(event => JSON.stringify(event.data))}::text[],
      ${events.map(event => event.previousHash?.toString('hex') ?? null)}::text[],
      ${events.map(event => event.hash.toString('hex'))}::text[]
    ) as r (incident, rev, verb, status, at, actor, data, previous, hash)`
}

export async function recordProgress(sql: Sql, lines: number): Promise<void> {
  await sql`update city set history_lines = ${lines}`
}

export async function completeHistory(sql: Sql): Promise<void> {
  await sql`update city set history_complete = true`
}

/** Days in a range on which somebody takes or leaves a post: owners may differ before and after. */
export async function selectPostChanges(sql: Sql, from: string, until: string): Promise<string[]> {
  const rows = await sql<{ day: string }[]>`
    select distinct day
    from (select from_day as day from post union select until_day from post) days
    where day > ${from}::date and day <= ${until}::date
    order by day`
  return rows.map(row => row.day)
}
