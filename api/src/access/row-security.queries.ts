import type { Sql } from '../database/sql.ts'

export interface RowSecurity {
  verb: string
  reach: string
  /** Empty: the whole city. */
  grid: string
  /** Empty: nobody's posts. */
  person: string
  /** Empty: no department's. */
  department: string
  /** With commas between; empty: all. */
  nets: string
}

/** Until the transaction ends. */
export async function setRowSecurity(sql: Sql, row: RowSecurity): Promise<void> {
  await sql`
    select set_config('jingwei.verb', ${row.verb}, true), set_config('jingwei.reach', ${row.reach}, true),
      set_config('jingwei.grid', ${row.grid}, true), set_config('jingwei.person', ${row.person}, true),
      set_config('jingwei.nets', ${row.nets}, true), set_config('jingwei.department', ${row.department}, true)`
}

/** What stands now; nothing said is the empty word, which shows nothing. */
export async function selectRowSecurity(sql: Sql): Promise<RowSecurity> {
  const [row] = await sql<RowSecurity[]>`
    select coalesce(current_setting('jingwei.verb', true), '') as verb,
      coalesce(current_setting('jingwei.reach', true), '') as reach,
      coalesce(current_setting('jingwei.grid', true), '') as grid,
      coalesce(current_setting('jingwei.person', true), '') as person,
      coalesce(current_setting('jingwei.department', true), '') as department,
      coalesce(current_setting('jingwei.nets', true), '') as nets`
  if (row === undefined) throw new Error('a select without a row')
  return row
}
