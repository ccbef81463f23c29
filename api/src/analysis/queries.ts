import type { Sql } from '../database/sql.ts'
import { type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { pastTables } from '../incidents/past.ts'
import type { Text } from '../wire.ts'
import type { NewSavedView, ViewNote } from './contract.ts'

/** Workers' posts that somebody holds on a day of a version, by grid. */
export function selectWorkers(
  sql: Sql,
  day: string,
  version: number,
): Promise<{ gridId: number; workers: number }[]> {
  return sql<{ gridId: number; workers: number }[]>`
    select grid_id, count(distinct person_id)::int as workers
    from post
    where role = 'worker' and person_id is not null
      and from_day <= ${day}::date
      and (until_day is null or until_day > ${day}::date or ended_version > ${version})
    group by 1`
}

/** When the first and the last incident of a scope were reported; null: there are none. */
export async function selectSpan(
  sql: Sql,
  scope: IncidentScope,
): Promise<{ first: Date; last: Date } | null> {
  const [row] = await sql<{ first: Date | null; last: Date | null }[]>`${pastTables(sql, scope.past)}
    select min(i.reported_at) as first, max(i.reported_at) as last from incident i where ${incidentsIn(sql, scope)}`
  const { first = null, last = null } = row ?? {}
  return first === null || last === null ? null : { first, last }
}

export interface ViewRow {
  id: number
  name: string
  address: string
  notes: ViewNote[]
  shared: boolean
  rev: number
  author: Text
  mine: boolean
  updatedAt: Date
}

/** One's own views and those that others share. */
export function selectViews(sql: Sql, account: string): Promise<ViewRow[]> {
  return sql<ViewRow[]>`
    select v.id, v.name, v.address, v.notes, v.shared, v.rev, a.display_name as author, a.name = ${account} as mine, v.updated_at
    from analysis_view v join account a on a.id = v.account_id
    where v.shared or a.name = ${account}
    order by mine desc, v.updated_at desc, v.id desc
    limit 200`
}

export async function countOwnViews(sql: Sql, account: string): Promise<number> {
  const [row] = await sql<{ views: number }[]>`
    select count(*)::int as views from analysis_view v join account a on a.id = v.account_id where a.name = ${account}`
  return row?.views ?? 0
}

export async function insertView(sql: Sql, account: string, view: NewSavedView, at: Date): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into analysis_view (account_id, name, address, notes, shared, created_at, updated_at)
    select id, ${view.name}, ${view.address}, ${JSON.stringify(view.notes)}::text::jsonb, ${view.shared}, ${at}, ${at}
    from account where name = ${account}
    returning id`
  if (row === undefined) throw new Error(`no account ${account}`)
  return row.id
}

/** @returns false when it is not the account's, or no longer as the caller has seen it */
export async function updateView(
  sql: Sql,
  account: string,
  id: number,
  view: NewSavedView & { rev: number },
  at: Date,
): Promise<boolean> {
  const rows = await sql`
    update analysis_view v
    set name = ${view.name}, address = ${view.address}, notes = ${JSON.stringify(view.notes)}::text::jsonb,
      shared = ${view.shared}, rev = v.rev + 1, updated_at = ${at}
    from account a
    where v.id = ${id} and v.rev = ${view.rev} and a.id = v.account_id and a.name = ${account}
    returning v.id`
  return rows.length > 0
}

export async function deleteView(sql: Sql, account: string, id: number): Promise<boolean> {
  const rows = await sql`
    delete from analysis_view v using account a
    where v.id = ${id} and a.id = v.account_id and a.name = ${account}
    returning v.id`
  return rows.length > 0
}

export async function ownsView(sql: Sql, account: string, id: number): Promise<boolean> {
  const rows = await sql`
    select 1 from analysis_view v join account a on a.id = v.account_id where v.id = ${id} and a.name = ${account}`
  return rows.length > 0
}

export async function selectLeastShown(sql: Sql): Promise<number> {
  const [row] = await sql<{ leastShown: number }[]>`select least_shown from city`
  if (row === undefined) throw new Error('no city')
  return row.leastShown
}

/** Cases reported before a moment, by grid, month of the report and whether they were open at that moment. */
export function selectPublicEntries(
  sql: Sql,
  until: Date,
  timeZone: string,
): Promise<{ gridId: number | null; month: string; open: boolean; incidents: number }[]> {
  return sql<{ gridId: number | null; month: string; open: boolean; incidents: number }[]>`
    select i.grid_id, to_char(i.reported_at at time zone ${timeZone}::text, 'YYYY-MM') as month,
      case when i.updated_at < ${until} then i.is_open else coalesce((
        select e.status not in ('closed', 'evaluated', 'void') from incident_event e
        where e.incident_id = i.id and e.at < ${until}
        order by e.rev desc limit 1), true) end as open,
      count(*)::int as incidents
    from incident i
    where i.reported_at < ${until}
    group by 1, 2, 3`
}
