import type { Sql } from '../database/sql.ts'
import type { CalendarData } from './contract.ts'

export interface CalendarRow extends CalendarData {
  rev: number
  timeZone: string
  changedAt: Date | null
}

const columns = (sql: Sql) => sql`
  c.rev, c.holidays, c.seasons, c.overrides, c.ladder, c.changed_at, city.time_zone`

/** Undefined before a city is loaded. */
export async function selectCalendar(sql: Sql): Promise<CalendarRow | undefined> {
  const [row] = await sql<CalendarRow[]>`select ${columns(sql)} from working_calendar c cross join city`
  return row
}

/** The same, and nobody changes it before the transaction ends: a clock that is written meanwhile is part of the next recomputation. */
export async function holdCalendar(sql: Sql): Promise<CalendarRow | undefined> {
  const [row] = await sql<CalendarRow[]>`
    select ${columns(sql)} from working_calendar c cross join city for share of c`
  return row
}

/** False when `rev` is not the one that stands. */
export async function updateCalendar(
  sql: Sql,
  rev: number,
  { holidays, seasons, overrides, ladder }: CalendarData,
  change: { at: Date; by: string | null },
): Promise<boolean> {
  const data = JSON.stringify({ seasons, overrides, ladder })
  const rows = await sql`
    update working_calendar set rev = rev + 1, holidays = ${holidays}, seasons = d -> 'seasons', overrides = d -> 'overrides',
      ladder = d -> 'ladder', changed_at = ${change.at}, changed_by = ${change.by}
    from (select ${data}::text::jsonb as d) given
    where rev = ${rev}
    returning rev`
  return rows.length > 0
}
