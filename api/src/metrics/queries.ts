import type { Sql } from '../database/sql.ts'

export async function selectOpenCases(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*) as count from incident where is_open`
  return row?.count ?? 0
}
