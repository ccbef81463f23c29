import type { Limit } from '../calendar/working-time.ts'
import type { Sql } from '../database/sql.ts'
import type { Verb } from '../incidents/life-cycle.ts'
import { type Past, pastTables } from '../incidents/past.ts'
import type { IncidentStatus, Text } from '../wire.ts'
import type { ClockState, ClockTimes } from './clock.ts'
import type { Assignee, RequestKind } from './contract.ts'
import type { DeskStage, StageClock, StageTimes } from './stages.ts'

export interface CaseRow extends ClockTimes, StageTimes {
  id: number
  rev: number
  status: IncidentStatus
  isOpen: boolean
  classCode: string
  net: string
  gridId: number | null
  updatedAt: Date
  takenAt: Date | null
  closedAt: Date | null
  assigneeKind: Assignee['kind'] | null
  assigneeId: number | null
  request: { kind: RequestKind; by: string | null; rev: number; amount?: number } | null
  suspendedFrom: IncidentStatus | null
  extensions: number
  reworks: number
  reopened: number
  escalatedBy: number
  rungs: number
  headId: number | null
  /** Other cases that this one stands for. */
  linked: number
  clock: ClockState | null
  stageClock: StageClock | null
  lateStages: DeskStage[]
  handledBy: string | null
  handledByPersonId: number | null
  /** Of the assignee. */
  assigneeName: Text | null
  assigneeGridId: number | null
  /** Who holds the assigned post today. */
  assigneePersonId: number | null
  /** Who holds the post today that the report was routed to. */
  ownerPersonId: number | null
}

/** @param day today by the city's clock */
export async function selectCase(
  sql: Sql,
  id: number,
  day: string,
  past?: Past,
): Promise<CaseRow | undefined> {
  const [row] = await sql<CaseRow[]>`${pastTables(sql, past)} ${caseRows(sql, day)} where i.id = ${id}`
  return row
}

export function selectCasesOf(sql: Sql, ids: readonly number[], day: string): Promise<CaseRow[]> {
  return sql<CaseRow[]>`${caseRows(sql, day)} where i.id = any(${[...ids]}::bigint[])`
}

/** Waits for whoever moves the case, and keeps the next ones waiting until the transaction ends. */
export async function lockCase(sql: Sql, id: number): Promise<void> {
  await sql`select from incident where id = ${id} for update`
}

/** The cases with the next higher ids. */
export function selectCases(sql: Sql, afterId: number, limit: number, day: string): Promise<CaseRow[]> {
  return sql<CaseRow[]>`${caseRows(sql, day)} where i.id > ${afterId} order by i.id limit ${limit}`
}

function caseRows(sql: Sql, day: string) {
  const held = (post: string) => sql`${sql(post)}.from_day <= ${day}::date
    and (${sql(post)}.until_day is null or ${sql(post)}.until_day > ${day}::date)`
  return sql`
    select i.id, i.rev, i.status, i.is_open, i.class_code, i.net, i.grid_id, i.updated_at, i.taken_at, i.closed_at,
      i.assignee_kind, i.assignee_id, i.request, i.suspended_from, i.extensions, i.reworks, i.reopened, i.escalated_by,
      i.rungs, i.clock, i.head_id, (select count(*) from incident l where l.head_id = i.id) as linked,
      i.due_at, i.amber_at, i.next_rung_at, i.clock_stopped_at,
      i.stage_clock, i.stage_due_at, i.stage_amber_at, i.late_stages, i.handled_by, handler.person_id as handled_by_person_id,
      coalesce(case when person.id is not null then jsonb_build_object('zh', person.name) end, center.name, department.name)
        as assignee_name,
      coalesce(assigned.grid_id, center.grid_id) as assignee_grid_id,
      case when ${held('assigned')} then assigned.person_id end as assignee_person_id,
      case when ${held('owner')} then owner.person_id end as owner_person_id
    from incident i
    left join post assigned on i.assignee_kind = 'post' and assigned.id = i.assignee_id
    left join person on person.id = assigned.person_id
    left join center on i.assignee_kind = 'center' and center.id = i.assignee_id
    left join department on i.assignee_kind = 'department' and department.id = i.assignee_id
    left join post owner on owner.id = i.owner_post_id
    left join account handler on handler.name = i.handled_by`
}

export interface CaseColumns extends ClockTimes, StageTimes {
  rev: number
  status: IncidentStatus
  assignee: Assignee | null
  request: CaseRow['request']
  suspendedFrom: string | null
  extensions: number
  reworks: number
  reopened: number
  escalatedBy: number
  rungs: number
  head: number | null
  clock: ClockState | null
  stageClock: StageClock | null
  lateStages: readonly DeskStage[]
  handledBy: string | null
  updatedAt: Date
  takenAt: Date | null
  closedAt: Date | null
}

/** Here races end: false when the case is not at revision `rev` any more. */
export async function updateCase(sql: Sql, id: number, rev: number, row: CaseColumns): Promise<boolean> {
  const rows = await sql`
    update incident set rev = ${row.rev}, status = ${row.status},
      assignee_kind = ${row.assignee?.kind ?? null}, assignee_id = ${row.assignee?.id ?? null},
      request = ${json(row.request)}::text::jsonb, suspended_from = ${row.suspendedFrom}, extensions = ${row.extensions},
      reworks = ${row.reworks}, reopened = ${row.reopened}, escalated_by = ${row.escalatedBy}, rungs = ${row.rungs},
      head_id = ${row.head}, clock = ${json(row.clock)}::text::jsonb, due_at = ${row.dueAt}, amber_at = ${row.amberAt},
      next_rung_at = ${row.nextRungAt}, clock_stopped_at = ${row.clockStoppedAt},
      stage_clock = ${json(row.stageClock)}::text::jsonb, stage_due_at = ${row.stageDueAt}, stage_amber_at = ${row.stageAmberAt},
      late_stages = ${[...row.lateStages]}::text[], handled_by = ${row.handledBy},
      updated_at = ${row.updatedAt}, taken_at = ${row.takenAt}, closed_at = ${row.closedAt}
    where id = ${id} and rev = ${rev}
    returning id`
  return rows.length > 0
}

export interface NewerEvent {
  rev: number
  verb: Verb
  status: IncidentStatus
  at: Date
  actor: string | null
  name: Text | null
  data: Record<string, unknown>
}

/** What happened to a case after a revision, oldest first, with the names of those who did it. */
export function selectEventsAfter(sql: Sql, incident: number, rev: number): Promise<NewerEvent[]> {
  return sql<NewerEvent[]>`
    select e.rev, e.verb, e.status, e.at, e.actor, account.display_name as name, e.data
    from incident_event e
    left join account on account.name = e.actor
    where e.incident_id = ${incident} and e.rev > ${rev}
    order by e.rev`
}

export async function selectCityName(sql: Sql): Promise<Text> {
  const [row] = await sql<{ name: Text }[]>`select name from city`
  return row?.name ?? { zh: '' }
}

/** The limits of a class by stage. */
export function selectLimits(sql: Sql, classCode: string): Promise<(Limit & { stage: string })[]> {
  return sql<(Limit & { stage: string })[]>`
    select stage, amount, unit from class_limit where class_code = ${classCode} order by stage`
}

/** The grid of somebody who can be given a case today; null for a department; undefined for nobody. */
export async function selectAssigneeGrid(
  sql: Sql,
  { kind, id }: Assignee,
  day: string,
): Promise<number | null | undefined> {
  const [row] = await sql<{ gridId: number | null }[]>`
    select grid_id from post
    where ${kind} = 'post' and id = ${id} and person_id is not null
      and from_day <= ${day}::date and (until_day is null or until_day > ${day}::date)
    union all select grid_id from center where ${kind} = 'center' and id = ${id}
    union all select null from department where ${kind} = 'department' and id = ${id}`
  return row === undefined ? undefined : row.gridId
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
