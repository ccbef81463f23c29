import type { Sql } from '../database/sql.ts'
import { countedAs, type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { counters, type Indicator } from './contract.ts'

export type GroupColumn = 'grid_id' | 'class_code' | 'net'

export interface CountRow {
  key: number | string | null
  /** In the order of `counters`. */
  counts: number[]
}

/** Every counter over a scope, one row for each value of a column. */
export function selectCounts(sql: Sql, scope: IncidentScope, column: GroupColumn): Promise<CountRow[]> {
  const columns = counters.map(
    (counter, i) =>
      sql`${i === 0 ? sql`` : sql`, `}count(*) filter (where ${countedAs(sql, counter, scope.now)})`,
  )
  return sql<CountRow[]>`
    select i.${sql(column)} as key, json_build_array(${columns}) as counts
    from incident i
    where ${incidentsIn(sql, scope)}
    group by 1`
}

export function selectIndicators(sql: Sql): Promise<Indicator[]> {
  return sql<Indicator[]>`select key, name, numerator, denominator, minus from indicator order by position`
}
