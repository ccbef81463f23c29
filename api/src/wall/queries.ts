import type { Sql } from '../database/sql.ts'
import type { IncidentStatus } from '../incidents/contract.ts'
import type { Text } from '../wire.ts'

/**
 * Cases as they stood at a moment, by what is known today: valid, heads alone, reported by then and not closed by then. Of now these are
 * the counters of `indicators/contract.ts` (the tests compare them); of the past the limits are those that stand today.
 */
const counts = (sql: Sql) => sql`i.head_id is null and i.status <> 'void'`
const openAt = (sql: Sql, at: Time) =>
  sql`(${counts(sql)} and i.reported_at <= ${at} and (i.is_open or i.closed_at > ${at}))`
const lateAt = (sql: Sql, at: Time) =>
  sql`(i.due_at <= ${at} and (i.clock_stopped_at is null or i.clock_stopped_at > ${at}))`
const closedBy = (sql: Sql, at: Time) => sql`(i.status in ('closed', 'evaluated') and i.closed_at <= ${at})`
/** A moment, or a column that holds one. */
type Time = Date | ReturnType<typeof counts>

export interface StandingRow {
  gridId: number | null
  net: string
  open: number
  overdue: number
  escalated: number
}

/** What is open, by grid and net. */
export function selectStanding(sql: Sql, at: Date): Promise<StandingRow[]> {
  return sql<StandingRow[]>`
    select i.grid_id, i.net, count(*) as open, count(*) filter (where ${lateAt(sql, at)}) as overdue,
      count(*) filter (where i.escalated_by > 0) as escalated
    from incident i
    where ${openAt(sql, at)}
    group by 1, 2`
}

export interface DayRow {
  gridId: number | null
  net: string
  reported: number
  closed: number
}

/** What came in and what was closed in a span, by grid and net. */
export function selectDay(sql: Sql, from: Date, at: Date): Promise<DayRow[]> {
  return sql<DayRow[]>`
    select grid_id, net, sum(reported)::int as reported, sum(closed)::int as closed
    from (
      select i.grid_id, i.net, count(*) as reported, 0 as closed
      from incident i where i.head_id is null and i.reported_at >= ${from} and i.reported_at <= ${at} group by 1, 2
      union all
      select i.grid_id, i.net, 0, count(*)
      from incident i where i.head_id is null and i.closed_at >= ${from} and ${closedBy(sql, at)} group by 1, 2) counted
    group by 1, 2`
}

export function selectNets(sql: Sql): Promise<{ key: string; name: Text }[]> {
  return sql<{ key: string; name: Text }[]>`select key, name from net order by position`
}

export interface Moment {
  at: Date
  dayStart: Date
}

export interface FigureRow {
  at: Date
  open: number
  overdue: number
  reported: number
  closed: number
  dueToClose: number
  closedOnTime: number
  minutesToTake: number | null
  minutesToClose: number | null
}

/** Every figure at each of some moments. */
export function selectFigures(sql: Sql, moments: readonly Moment[]): Promise<FigureRow[]> {
  const at = sql`t.at`
  const minutes = (end: ReturnType<typeof counts>) =>
    sql`percentile_cont(0.5) within group (order by extract(epoch from ${end} - i.reported_at) / 60)`
  return sql<FigureRow[]>`
    select t.at, standing.*, week.*, (
        select count(*) from incident i
        where i.head_id is null and i.reported_at >= t.day_start and i.reported_at <= t.at) as reported, (
        select count(*) from incident i
        where i.head_id is null and i.closed_at >= t.day_start and ${closedBy(sql, at)}) as closed, (
        select ${minutes(sql`i.taken_at`)} from incident i
        where ${counts(sql)} and i.taken_at >= t.at - interval '24 hours' and i.taken_at <= t.at) as minutes_to_take, (
        select ${minutes(sql`i.closed_at`)} from incident i
        where i.head_id is null and i.closed_at >= t.at - interval '24 hours' and ${closedBy(sql, at)}) as minutes_to_close
    from unnest(${moments.map(moment => moment.at.toISOString())}::text[]::timestamptz[],
      ${moments.map(moment => moment.dayStart.toISOString())}::text[]::timestamptz[]) as t (at, day_start)
    cross join lateral (
      select count(*) as open, count(*) filter (where ${lateAt(sql, at)}) as overdue
      from incident i where ${openAt(sql, at)}) standing
    cross join lateral (
      select
        count(*) filter (where ${closedBy(sql, at)} or i.status not in ('reported', 'void') and i.due_at <= t.at) as due_to_close,
        count(*) filter (where ${closedBy(sql, at)} and coalesce(i.clock_stopped_at <= i.due_at, true)) as closed_on_time
      from incident i
      where i.head_id is null and i.reported_at >= t.at - interval '7 days' and i.reported_at <= t.at) week
    order by t.at`
}

/** When the first case was reported; null before there is one. */
export async function selectFirstReport(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`select min(reported_at) as at from incident`
  return row?.at ?? null
}

/** Reported between the beginning of a day and its moment, by grid, over all the moments. */
export function selectReportedByGrid(
  sql: Sql,
  moments: readonly Moment[],
): Promise<{ gridId: number | null; reported: number }[]> {
  return sql<{ gridId: number | null; reported: number }[]>`
    select i.grid_id, count(*) as reported
    from unnest(${moments.map(moment => moment.at.toISOString())}::text[]::timestamptz[],
      ${moments.map(moment => moment.dayStart.toISOString())}::text[]::timestamptz[]) as t (at, day_start)
    join incident i on i.head_id is null and i.reported_at >= t.day_start and i.reported_at <= t.at
    group by 1`
}

export interface HourRow {
  hour: number
  reported: number
  closed: number
}

/** Whole hours since `from` in which something was reported or closed. */
export function selectHours(sql: Sql, from: Date, at: Date): Promise<HourRow[]> {
  const hour = (time: ReturnType<typeof counts>) =>
    sql`floor(extract(epoch from ${time} - ${from}::timestamptz) / 3600)::int`
  return sql<HourRow[]>`
    select hour, sum(reported)::int as reported, sum(closed)::int as closed
    from (
      select ${hour(sql`i.reported_at`)} as hour, count(*) as reported, 0 as closed
      from incident i where i.head_id is null and i.reported_at >= ${from} and i.reported_at <= ${at} group by 1
      union all
      select ${hour(sql`i.closed_at`)}, 0, count(*)
      from incident i where i.head_id is null and i.closed_at >= ${from} and ${closedBy(sql, at)} group by 1) counted
    group by 1`
}

/** Reported in each hour of the day, over all days in `[from, to)`, by the city's clock. */
export function selectUsualHours(
  sql: Sql,
  from: Date,
  to: Date,
  timeZone: string,
): Promise<{ hour: number; reported: number }[]> {
  return sql<{ hour: number; reported: number }[]>`
    select extract(hour from i.reported_at at time zone ${timeZone})::int as hour, count(*) as reported
    from incident i
    where i.head_id is null and i.reported_at >= ${from} and i.reported_at < ${to}
    group by 1`
}

export interface StaffRow {
  gridId: number
  role: string
  held: number
  posts: number
}

/** Posts of a day, by grid and role, and how many of them somebody holds. */
export function selectStaff(sql: Sql, day: string): Promise<StaffRow[]> {
  return sql<StaffRow[]>`
    select grid_id, role, count(person_id) as held, count(*) as posts
    from post
    where from_day <= ${day}::date and (until_day is null or until_day > ${day}::date) and role in ('lead', 'worker')
    group by 1, 2`
}

export interface MoveRow {
  seq: number
  at: Date
  incidentId: number
  verb: string
  status: IncidentStatus
  classCode: string
  net: string
  gridId: number | null
  reportedAt: Date
}

/** The last steps up to a moment, newest first. */
export function selectMoves(sql: Sql, at: Date, limit: number): Promise<MoveRow[]> {
  return sql<MoveRow[]>`
    select e.seq, e.at, e.incident_id, e.verb, e.status, i.class_code, i.net, i.grid_id, i.reported_at
    from incident_event e join incident i on i.id = e.incident_id
    where e.at <= ${at}
    order by e.at desc, e.seq desc
    limit ${limit}`
}

export interface ChangeRow {
  version: number
  at: Date
  code: string
  name: Text
  level: string
  change: 'created' | 'retired' | 'changed'
}

/** What versions that came into force in a span did to grids; the first version of a city is no change. */
export function selectChanges(sql: Sql, from: Date, at: Date): Promise<ChangeRow[]> {
  return sql<ChangeRow[]>`
    select v.id as version, v.effective_at as at, r.code, r.name, level.key as level,
      case when g.retired_version = v.id then 'retired' when g.created_version = v.id then 'created' else 'changed' end as change
    from version v
    join lateral (
      select grid_id from grid_record where from_version = v.id
      union select grid_id from grid_shape where from_version = v.id
      union select id from grid where retired_version = v.id) touched on true
    join grid g on g.id = touched.grid_id
    join lateral (
      select code, name, level from grid_record
      where grid_id = g.id and from_version <= v.id order by from_version desc limit 1) r on true
    join level on level.position = r.level
    where v.base is not null and v.effective_at > ${from} and v.effective_at <= ${at}
    order by v.effective_at desc, r.code`
}

export interface OpenRow {
  id: number
  lon: number
  lat: number
  classCode: string
  status: IncidentStatus
  gridId: number | null
  late: boolean
}

/** Open cases with a place; of the past with the status that the log had then. */
export function selectOpen(sql: Sql, at: Date, isPast: boolean, limit: number): Promise<OpenRow[]> {
  const status = isPast
    ? sql`(select e.status from incident_event e where e.incident_id = i.id and e.at <= ${at} order by e.rev desc limit 1)`
    : sql`i.status`
  return sql<OpenRow[]>`
    select i.id, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.class_code, coalesce(${status}, 'reported') as status, i.grid_id,
      coalesce(${lateAt(sql, at)}, false) as late
    from incident i
    where ${openAt(sql, at)} and i.geom is not null
    order by i.id desc
    limit ${limit}`
}

export interface PastStepRow extends MoveRow {
  rev: number
  lon: number | null
  lat: number | null
}

/** Steps in `(from, to]` in the order in which they happened. */
export function selectPastSteps(sql: Sql, from: Date, to: Date, limit: number): Promise<PastStepRow[]> {
  return sql<PastStepRow[]>`
    select e.seq, e.at, e.incident_id, e.rev, e.verb, e.status, i.class_code, i.net, i.grid_id, i.reported_at,
      ST_X(i.geom) as lon, ST_Y(i.geom) as lat
    from incident_event e join incident i on i.id = e.incident_id
    where e.at > ${from} and e.at <= ${to}
    order by e.at, e.seq
    limit ${limit}`
}

export interface CaseRow {
  id: number
  classCode: string
  net: string
  status: IncidentStatus
  lon: number | null
  lat: number | null
  gridId: number | null
  reportedAt: Date
  dueAt: Date | null
  escalatedBy: number
}

export async function selectWallCase(sql: Sql, id: number): Promise<CaseRow | undefined> {
  const [row] = await sql<CaseRow[]>`
    select i.id, i.class_code, i.net, i.status, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, i.grid_id, i.reported_at, i.due_at,
      i.escalated_by
    from incident i where i.id = ${id}`
  return row
}

/** What the leads of some grids are called on a day, and whether there is one. */
export function selectLeads(
  sql: Sql,
  grids: number[],
  day: string,
): Promise<{ gridId: number; title: Text; held: boolean }[]> {
  return sql<{ gridId: number; title: Text; held: boolean }[]>`
    select distinct on (grid_id) grid_id, title, person_id is not null as held
    from post
    where grid_id = any(${grids}::int[]) and role = 'lead'
      and from_day <= ${day}::date and (until_day is null or until_day > ${day}::date)
    order by grid_id, person_id is null, id`
}

export interface KeptRow<T> {
  rev: number
  data: T
}

export async function selectProgramme<T>(sql: Sql): Promise<KeptRow<T>> {
  const [row] = await sql<KeptRow<T>[]>`select rev, data from wall_programme`
  if (row === undefined) throw new Error('the wall has no programme')
  return row
}

/** False when `rev` is not the one that stands. */
export async function updateProgramme(
  sql: Sql,
  rev: number,
  data: unknown,
  change: { at: Date; by: string | null },
): Promise<boolean> {
  const rows = await sql`
    update wall_programme set rev = rev + 1, data = ${JSON.stringify(data)}::text::jsonb,
      changed_at = ${change.at}, changed_by = ${change.by}
    where rev = ${rev}
    returning rev`
  return rows.length > 0
}

export async function selectRemote<T>(sql: Sql): Promise<KeptRow<T>> {
  const [row] = await sql<KeptRow<T>[]>`select rev, state as data from wall_remote`
  if (row === undefined) throw new Error('the wall has no remote')
  return row
}

/** The same, and nobody else changes it before the transaction ends. */
export async function holdRemote<T>(sql: Sql): Promise<KeptRow<T>> {
  const [row] = await sql<KeptRow<T>[]>`select rev, state as data from wall_remote for update`
  if (row === undefined) throw new Error('the wall has no remote')
  return row
}

export async function updateRemote(
  sql: Sql,
  state: unknown,
  change: { at: Date; by: string | null },
): Promise<void> {
  await sql`
    update wall_remote set rev = rev + 1, state = ${JSON.stringify(state)}::text::jsonb,
      changed_at = ${change.at}, changed_by = ${change.by}`
}

export async function selectRevisions(sql: Sql): Promise<{ programme: number; remote: number }> {
  const [row] = await sql<{ programme: number; remote: number }[]>`
    select p.rev as programme, r.rev as remote from wall_programme p cross join wall_remote r`
  return row ?? { programme: 0, remote: 0 }
}
