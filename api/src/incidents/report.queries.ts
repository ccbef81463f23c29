import type { Limit } from '../calendar/working-time.ts'
import type { Sql } from '../database/sql.ts'
import type { StageClock, StageTimes } from '../moves/stages.ts'
import type { RouteReason, RouteWarning } from '../routing/contract.ts'

export interface Reserved {
  id: number
  /** Null where no class has the code. */
  net: string | null
  /** Of the class, for the first stage; null where it has none. */
  limit: Limit | null
}

/** A new id for each report and what is known of its class, in their order. @param stage the one that a report begins */
export function reserveIncidents(
  sql: Sql,
  classCodes: readonly string[],
  stage: string,
): Promise<Reserved[]> {
  return sql<Reserved[]>`
    select nextval(pg_get_serial_sequence('incident', 'id')) as id, c.net,
      case when l.stage is not null then jsonb_build_object('amount', l.amount, 'unit', l.unit) end as limit
    from unnest(${classCodes}::text[]) with ordinality as given (code, place)
    left join incident_class c on c.code = given.code
    left join class_limit l on l.class_code = c.code and l.stage = ${stage}
    order by given.place`
}

/** An incident as it is when it has just been reported, with what its first event says. */
export interface ReportedRow {
  id: number
  classCode: string
  net: string
  title: string
  body: string
  lon: number | null
  lat: number | null
  cell: number | null
  version: number
  grid: number | null
  reason: RouteReason
  owner: number | null
  center: number | null
  centerMeters: number | null
  outsideMeters: number | null
  warning: RouteWarning | null
  idempotencyKey: string | null
  requestHash: string
  reportedAt: Date
  actor: string | null
  data: Readonly<Record<string, unknown>>
  hash: string
  /** Of the reporter's secret link. */
  tokenHash: string
  stageClock: StageClock | null
}

/**
 * Incidents and their first events in one statement. An incident whose idempotency key is taken is not written: then another report of
 * that key is committed, or is among these. @returns the ids of those that were
 */
export async function insertReported(
  sql: Sql,
  rows: readonly (ReportedRow & StageTimes)[],
): Promise<number[]> {
  const kept = await sql<{ id: number }[]>`
    with
      given as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
          id bigint, "classCode" text, net text, title text, body text, lon float8, lat float8, cell bigint, version int,
          grid int, reason text, owner int, center int, "centerMeters" float8, "outsideMeters" float8, warning text,
          "idempotencyKey" text, "requestHash" text, "reportedAt" timestamptz, actor text, data jsonb, hash text, "tokenHash" text,
          "stageClock" jsonb, "stageDueAt" timestamptz, "stageAmberAt" timestamptz)),
      kept as (
        insert into incident (
          id, class_code, net, title, body, geom, cell,
          version_id, grid_at_report_id, grid_id, reason, owner_post_id, center_id, center_meters, outside_meters, warning,
          idempotency_key, request_hash, reported_at, updated_at, by_public, stage_clock, stage_due_at, stage_amber_at)
        overriding system value
        select id, "classCode", net, title, body, ST_SetSRID(ST_MakePoint(lon, lat), 4326), cell,
          version, grid, grid, reason, owner, center, "centerMeters", "outsideMeters", warning,
          "idempotencyKey", "requestHash", "reportedAt", "reportedAt", actor is null,
          nullif("stageClock", 'null'), "stageDueAt", "stageAmberAt"
        from given
        order by "reportedAt", id
        on conflict (idempotency_key) do nothing
        returning id),
      logged as (
        insert into incident_event (incident_id, rev, verb, status, at, actor, data, hash)
        select id, 1, 'report', 'reported', "reportedAt", actor, data, decode(hash, 'hex')
        from given join kept using (id)
        order by "reportedAt", id),
      followed as (
        insert into report_link (incident_id, token_hash, made_at)
        select id, decode("tokenHash", 'hex'), "reportedAt" from given join kept using (id))
    select id from kept`
  return kept.map(({ id }) => id)
}
