import type { Sql } from '../database/sql.ts'
import { type IncidentScope, incidentsIn } from '../incidents/filter.ts'
import { pastTables } from '../incidents/past.ts'

/** How many incidents a scope holds; counting ends just above `limit`. */
export async function countUpTo(sql: Sql, scope: IncidentScope, limit: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`${pastTables(sql, scope.past)}
    select count(*)::int as rows
    from (select 1 from incident i where ${incidentsIn(sql, scope)} limit ${limit + 1}) counted`
  return row?.rows ?? 0
}
