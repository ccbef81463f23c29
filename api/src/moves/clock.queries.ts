import type { Sql } from '../database/sql.ts'
import type { ClockState, ClockTimes } from './clock.ts'

export interface RunningClock {
  id: number
  gridId: number | null
  escalatedBy: number
  rungs: number
  clock: ClockState
  dueAt: Date | null
}

/** Open cases with a clock, by id, and nobody moves them before the transaction ends. */
export function holdRunningClocks(sql: Sql, afterId: number, limit: number): Promise<RunningClock[]> {
  return sql<RunningClock[]>`
    select id, grid_id, escalated_by, rungs, clock, due_at
    from incident
    where is_open and clock is not null and id > ${afterId}
    order by id limit ${limit}
    for update`
}

export async function updateClockTimes(
  sql: Sql,
  rows: readonly (ClockTimes & { id: number })[],
): Promise<void> {
  await sql`
    update incident set due_at = r."dueAt", amber_at = r."amberAt", next_rung_at = r."nextRungAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (id bigint, "dueAt" timestamptz, "amberAt" timestamptz, "nextRungAt" timestamptz)
    where incident.id = r.id`
}

/** Cases whose next rung has come, longest waiting first. */
export async function selectClimbing(sql: Sql, now: Date, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from incident where next_rung_at <= ${now} order by next_rung_at, id limit ${limit}`
  return rows.map(row => row.id)
}
