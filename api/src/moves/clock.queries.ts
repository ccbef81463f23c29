import type { Sql } from '../database/sql.ts'
import type { ClockState, ClockTimes } from './clock.ts'
import type { StageClock, StageTimes } from './stages.ts'

export interface RunningClock extends StageTimes {
  id: number
  title: string
  reportedAt: Date
  gridId: number | null
  escalatedBy: number
  rungs: number
  clock: ClockState | null
  stageClock: StageClock | null
  dueAt: Date | null
}

const running = (sql: Sql, afterId: number, limit: number) => sql`
  select id, title, reported_at, grid_id, escalated_by, rungs, clock, stage_clock, due_at, stage_due_at, stage_amber_at
  from incident
  where is_open and (clock is not null or stage_clock is not null) and id > ${afterId}
  order by id limit ${limit}`

/** Open cases with a clock, by id. */
export function selectRunningClocks(sql: Sql, afterId: number, limit: number): Promise<RunningClock[]> {
  return sql<RunningClock[]>`${running(sql, afterId, limit)}`
}

/** The same, and nobody moves them before the transaction ends. */
export function holdRunningClocks(sql: Sql, afterId: number, limit: number): Promise<RunningClock[]> {
  return sql<RunningClock[]>`${running(sql, afterId, limit)} for update`
}

export async function updateClockTimes(
  sql: Sql,
  rows: readonly (ClockTimes & StageTimes & { id: number })[],
): Promise<void> {
  await sql`
    update incident set due_at = r."dueAt", amber_at = r."amberAt", next_rung_at = r."nextRungAt",
      stage_due_at = r."stageDueAt", stage_amber_at = r."stageAmberAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id bigint, "dueAt" timestamptz, "amberAt" timestamptz,
      "nextRungAt" timestamptz, "stageDueAt" timestamptz, "stageAmberAt" timestamptz)
    where incident.id = r.id`
}

/** Cases whose next rung has come, longest waiting first. */
export async function selectClimbing(sql: Sql, now: Date, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from incident where next_rung_at <= ${now} order by next_rung_at, id limit ${limit}`
  return rows.map(row => row.id)
}
