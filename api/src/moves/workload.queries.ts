import type { Sql } from '../database/sql.ts'
import { overdueAt } from '../incidents/filter.ts'
import { type Past, pastTables } from '../incidents/past.ts'
import type { Text } from '../wire.ts'
import type { Assignee } from './contract.ts'

interface Named {
  kind: Assignee['kind']
  id: number
  name: Text
  /** Of a post. */
  title: Text | null
  gridId: number | null
}

/** Everybody who can be given a case, by kind and id; posts only where somebody holds them on `day` or once did. */
const everybody = (sql: Sql) => sql`
  (select 'post' as kind, post.id, jsonb_build_object('zh', person.name) as name, post.title, post.grid_id,
    post.from_day, post.until_day
    from post join person on person.id = post.person_id
  union all select 'center', id, name, null, grid_id, null, null from center
  union all select 'department', id, name, null, null, null, null from department)`

export interface CandidateRow extends Named {
  open: number
}

/** Those who hold a post at one of the grids on a day, some centers, and all departments, with how many open cases each has. */
export function selectCandidates(
  sql: Sql,
  { grids, centers, day }: { grids: number[]; centers: number[]; day: string },
): Promise<CandidateRow[]> {
  return sql<CandidateRow[]>`
    select who.kind, who.id, who.name, who.title, who.grid_id,
      (select count(*) from incident i where i.is_open and i.head_id is null and i.assignee_kind = who.kind and i.assignee_id = who.id) as open
    from ${everybody(sql)} who
    where who.kind = 'department'
      or (who.kind = 'center' and who.id = any(${centers}::int[]))
      or (who.kind = 'post' and who.grid_id = any(${grids}::int[])
        and who.from_day <= ${day}::date and (who.until_day is null or who.until_day > ${day}::date))
    order by array_position(array['post', 'center', 'department'], who.kind),
      array_position(${grids}::int[], who.grid_id), array_position(${centers}::int[], who.id), who.id`
}

export interface LoadRow extends Named {
  open: number
  overdue: number
}

/** As the list's `due=overdue` has it. */
const overdue = (sql: Sql, now: Date) => sql`count(*) filter (where ${overdueAt(sql, now)})`

export interface LoadScope {
  /** Null: everywhere, the city's own queue too. */
  grids: number[] | null
  /** Null: all. */
  nets: readonly string[] | null
  past: Past | undefined
}

/** A case that is linked to a head is nobody's work. */
const loadIn = (sql: Sql, { grids, nets }: LoadScope) => sql`
  and i.head_id is null
  ${grids ? sql`and i.grid_id = any(${grids}::int[])` : sql``}
  ${nets ? sql`and i.net = any(${[...nets]}::text[])` : sql``}`

/** Open cases by who is to handle them, most first. */
export function selectLoadByAssignee(
  sql: Sql,
  scope: LoadScope,
  now: Date,
  limit: number,
): Promise<LoadRow[]> {
  return sql<LoadRow[]>`${pastTables(sql, scope.past)}
    select who.kind, who.id, who.name, who.title, who.grid_id, load.open, load.overdue
    from (
      select i.assignee_kind, i.assignee_id, count(*) as open, ${overdue(sql, now)} as overdue
      from incident i
      where i.is_open and i.assignee_id is not null ${loadIn(sql, scope)}
      group by i.assignee_kind, i.assignee_id
      order by open desc, overdue desc, i.assignee_kind, i.assignee_id limit ${limit}) load
    join ${everybody(sql)} who on who.kind = load.assignee_kind and who.id = load.assignee_id
    order by load.open desc, load.overdue desc, who.kind, who.id`
}

export interface GridLoadRow {
  gridId: number | null
  open: number
  overdue: number
  unassigned: number
}

export function selectLoadByGrid(sql: Sql, scope: LoadScope, now: Date): Promise<GridLoadRow[]> {
  return sql<GridLoadRow[]>`${pastTables(sql, scope.past)}
    select i.grid_id, count(*) as open, ${overdue(sql, now)} as overdue,
      count(*) filter (where i.assignee_id is null) as unassigned
    from incident i
    where i.is_open ${loadIn(sql, scope)}
    group by i.grid_id`
}
