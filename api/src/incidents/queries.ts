import type { Sql } from '../database/sql.ts'
import type { RouteReason, RouteWarning } from '../routing/contract.ts'
import type { Text } from '../wire.ts'
import type { IncidentStatus } from './contract.ts'
import { matching } from './filter.queries.ts'
import type { IncidentScope } from './filter.ts'
import type { Assignee, Verb } from './life-cycle.ts'
import { tablesOf } from './past.queries.ts'
import type { Past } from './past.ts'

/** `actor`: the account that reported it; null: a visitor. */
export async function selectByIdempotencyKey(
  sql: Sql,
  key: string,
): Promise<{ id: number; requestHash: string; actor: string | null } | undefined> {
  const [row] = await sql<{ id: number; requestHash: string; actor: string | null }[]>`
    select i.id, i.request_hash, first.actor from incident i
    join incident_event first on first.incident_id = i.id and first.rev = 1
    where i.idempotency_key = ${key}`
  return row
}

export interface EventRow {
  seq: number
  incidentId: number
  rev: number
  verb: Verb
  status: IncidentStatus
  at: Date
  actor: string | null
  data: Record<string, unknown>
  previousHash: Uint8Array | null
  hash: Uint8Array
}

export async function insertEvent(sql: Sql, event: Omit<EventRow, 'seq'>): Promise<void> {
  await sql`
    insert into incident_event (incident_id, rev, verb, status, at, actor, data, previous_hash, hash)
    values (${event.incidentId}, ${event.rev}, ${event.verb}, ${event.status}, ${event.at}, ${event.actor},
      ${JSON.stringify(event.data)}::text::jsonb, ${event.previousHash}, ${event.hash})`
}

/** The hash of one event of a case; undefined when there is no such event. */
export async function selectEventHash(
  sql: Sql,
  incident: number,
  rev: number,
): Promise<Uint8Array | undefined> {
  const [row] = await sql<{ hash: Uint8Array }[]>`
    select hash from incident_event where incident_id = ${incident} and rev = ${rev}`
  return row?.hash
}

export function selectEvents(sql: Sql, incident: number, past?: Past): Promise<EventRow[]> {
  return sql<EventRow[]>`${tablesOf(sql, past)}
    select seq, incident_id, rev, verb, status, at, actor, data, previous_hash, hash
    from incident_event
    where incident_id = ${incident}
    order by rev`
}

export interface SummaryRow {
  id: number
  classCode: string
  net: string
  title: string
  status: IncidentStatus
  rev: number
  isOpen: boolean
  lon: number | null
  lat: number | null
  gridId: number | null
  reason: RouteReason
  reportedAt: Date
  updatedAt: Date
  closedAt: Date | null
  assigneeKind: Assignee['kind'] | null
  assigneeId: number | null
  dueAt: Date | null
  amberAt: Date | null
  clockStoppedAt: Date | null
  stageDueAt: Date | null
  stageAmberAt: Date | null
  synthetic: boolean
  headId: number | null
  headReportedAt: Date | null
  /** Other cases that this one stands for. */
  linked: number
}

const summaryColumns = (sql: Sql) => sql`
  i.id, i.class_code, i.net, i.title, i.status, i.rev, i.is_open, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.grid_id, i.reason,
  i.reported_at, i.updated_at, i.closed_at, i.assignee_kind, i.assignee_id, i.due_at, i.amber_at, i.clock_stopped_at,
  i.stage_due_at, i.stage_amber_at,  i.synthetic, i.head_id, (select h.reported_at from incident h where h.id = i.head_id) as head_reported_at,
  (select count(*) from incident l where l.head_id = i.id) as linked`

export interface IncidentRow extends SummaryRow {
  body: string
  versionId: number
  gridAtReportId: number | null
  ownerPostId: number | null
  ownerRole: string | null
  ownerTitle: Text | null
  ownerName: string | null
  ownerGridId: number | null
  centerCode: string | null
  centerName: Text | null
  centerMeters: number | null
  outsideMeters: number | null
  warning: RouteWarning | null
}

export async function selectIncident(sql: Sql, id: number, past?: Past): Promise<IncidentRow | undefined> {
  const [row] = await sql<IncidentRow[]>`${tablesOf(sql, past)}
    select ${summaryColumns(sql)}, i.body, i.version_id, i.grid_at_report_id,
      i.owner_post_id, post.role as owner_role, post.title as owner_title, person.name as owner_name,
      post.grid_id as owner_grid_id,
      center.code as center_code, center.name as center_name, i.center_meters, i.outside_meters, i.warning
    from incident i
    left join post on post.id = i.owner_post_id
    left join person on person.id = post.person_id
    left join center on center.id = i.center_id
    where i.id = ${id}`
  return row
}

export async function incidentExists(sql: Sql, id: number): Promise<boolean> {
  const rows = await sql`select 1 from incident where id = ${id}`
  return rows.length > 0
}

/** Newest first. @param after the last row of the page before */
export function selectPage(
  sql: Sql,
  scope: IncidentScope,
  limit: number,
  after: number | null,
): Promise<SummaryRow[]> {
  if (scope.words.length === 0) return pageOf(sql, scope, limit, after)
  // Common words are found by walking back from the newest case, rare ones by the index of pairs: only a plan for the words themselves knows
  // which. One plan for all words took 200 ms of a million cases where this takes 6.
  return sql.begin(async tx => {
    await tx`set local plan_cache_mode = force_custom_plan`
    return pageOf(tx, scope, limit, after)
  })
}

function pageOf(sql: Sql, scope: IncidentScope, limit: number, after: number | null): Promise<SummaryRow[]> {
  const beyond =
    after === null
      ? sql``
      : sql`and (i.reported_at, i.id) < (select last.reported_at, last.id from incident last where last.id = ${after})`
  return sql<SummaryRow[]>`${tablesOf(sql, scope.past)}
    select ${summaryColumns(sql)}
    from incident i
    where ${matching(sql, scope)} ${beyond}
    order by i.reported_at desc, i.id desc
    limit ${limit}`
}

export interface PointRow {
  id: number
  /** Null when the report named a grid. */
  lon: number | null
  lat: number | null
  classCode: string
  status: IncidentStatus
}

/** Newest first. */
export function selectPoints(sql: Sql, scope: IncidentScope, limit: number): Promise<PointRow[]> {
  return sql<PointRow[]>`${tablesOf(sql, scope.past)}
    select i.id, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.class_code, i.status
    from incident i
    where ${matching(sql, scope)}
    order by i.reported_at desc, i.id desc
    limit ${limit}`
}
