import type { Sql } from '../database/sql.ts'
import { countedAs, type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { pastTables } from '../incidents/past.ts'
import { counters, type Indicator } from './contract.ts'

export type GroupColumn = 'grid_id' | 'class_code' | 'net' | 'month'

export interface CountRow {
  key: number | string | null
  /** In the order of `counters`. */
  counts: number[]
}

/** Every counter over a scope, one row for each value of a column; `month`: of the report by the city's clock, `2026-03`. */
export function selectCounts(
  sql: Sql,
  scope: IncidentScope,
  column: GroupColumn,
  timeZone: string,
): Promise<CountRow[]> {
  const columns = counters.map(
    (counter, i) =>
      sql`${i === 0 ? sql`` : sql`, `}count(*) filter (where ${countedAs(sql, counter, scope.now)})`,
  )
  const key =
    column === 'month'
      ? sql`to_char(i.reported_at at time zone ${timeZone}::text, 'YYYY-MM')`
      : sql`i.${sql(column)}`
  return sql<CountRow[]>`${pastTables(sql, scope.past)}
    select ${key} as key, json_build_array(${columns}) as counts
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1`
}

export function selectIndicators(sql: Sql): Promise<Indicator[]> {
  return sql<Indicator[]>`select key, name, numerator, denominator, minus from indicator order by position`
}
