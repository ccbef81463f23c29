import type { Sql } from '../database/sql.ts'
import { type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { storedZoom } from './cell.ts'

/** The incidents of a scope in the stored cells, from the smallest code up; cell null holds those without a place. */
export function selectCells(
  sql: Sql,
  scope: IncidentScope,
  zoom: number,
): Promise<{ cell: number | null; incidents: number }[]> {
  const shift = 2 * (storedZoom - zoom)
  return sql<{ cell: number | null; incidents: number }[]>`
    select i.cell >> ${shift}::int as cell, count(*)::int as incidents
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1
    order by 1`
}
