import type { Sql } from '../database/sql.ts'
import { type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { pastTables } from '../incidents/past.ts'
import { storedZoom } from './cell.ts'

/** The incidents of a scope in the stored cells, from the smallest code up; cell null holds those without a place. */
export function selectCells(
  sql: Sql,
  scope: IncidentScope,
  zoom: number,
): Promise<{ cell: number | null; incidents: number }[]> {
  const shift = 2 * (storedZoom - zoom)
  return sql<{ cell: number | null; incidents: number }[]>`${pastTables(sql, scope.past)}
    select i.cell >> ${shift}::int as cell, count(*)::int as incidents
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1
    order by 1`
}

/** By the grid that has the case; null is the city's own queue. */
export function selectGridCounts(
  sql: Sql,
  scope: IncidentScope,
): Promise<{ gridId: number | null; incidents: number }[]> {
  return sql<{ gridId: number | null; incidents: number }[]>`${pastTables(sql, scope.past)}
    select i.grid_id, count(*)::int as incidents
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1`
}

/** Bucket n holds what was reported from edge n - 1, included, to edge n; 0 and the last one what lies outside. */
export function selectTimeCounts(
  sql: Sql,
  scope: IncidentScope,
  edges: readonly Date[],
): Promise<{ bucket: number; incidents: number }[]> {
  return sql<{ bucket: number; incidents: number }[]>`${pastTables(sql, scope.past)}
    select width_bucket(i.reported_at, ${edges.map(edge => edge.toISOString())}::timestamptz[]) as bucket,
      count(*)::int as incidents
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1`
}

/** By the hour of the week on a clock: 0 is Monday from 0 to 1 o'clock. */
export function selectWeekHours(
  sql: Sql,
  scope: IncidentScope,
  timeZone: string,
): Promise<{ hour: number; incidents: number }[]> {
  return sql<{ hour: number; incidents: number }[]>`${pastTables(sql, scope.past)}
    select (extract(isodow from local.at)::int - 1) * 24 + extract(hour from local.at)::int as hour,
      count(*)::int as incidents
    from incident i cross join lateral (select i.reported_at at time zone ${timeZone} as at) local
    where ${incidentsIn(sql, scope)}
    group by 1`
}
