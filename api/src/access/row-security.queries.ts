import type { Sql } from '../database/sql.ts'

export interface RowSecurity {
  verb: string
  reach: string
  /** Empty: the whole city. */
  grid: string
  /** Empty: nobody's posts. */
  person: string
  /** With commas between; empty: all. */
  nets: string
}

/** Until the transaction ends. */
export async function setRowSecurity(sql: Sql, row: RowSecurity): Promise<void> {
  await sql`
    select set_config('jingwei.verb', ${row.verb}, true), set_config('jingwei.reach', ${row.reach}, true),
      set_config('jingwei.grid', ${row.grid}, true), set_config('jingwei.person', ${row.person}, true),
      set_config('jingwei.nets', ${row.nets}, true)`
}
