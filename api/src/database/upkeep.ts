import type { Logger } from 'pino'
import type { Sql } from './sql.ts'
import { isUnavailable } from './unavailable.ts'

/** Often enough that a table which grows from nothing is never searched by a plan made for an empty one for long. */
const everyMilliseconds = 20_000

/**
 * What autovacuum does on a server, and nobody in the embedded database: fresh statistics for tables that changed (without them a plan made
 * for an empty table, also that of a foreign key, reads the whole table for every row), and room from rows that are gone.
 * @returns stops it
 */
export function startUpkeep(sql: Sql, log: Logger): () => void {
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await keepUp(sql)
    } catch (error) {
      if (!isUnavailable(error)) log.error({ err: error }, 'upkeep of the embedded database failed')
    } finally {
      busy = false
    }
  }, everyMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}

/** The thresholds of PostgreSQL's autovacuum. @returns the tables it cared for */
export async function keepUp(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string; vacuum: boolean }[]>`
    select format('%I.%I', schemaname, relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as vacuum
    from pg_stat_user_tables
    where n_mod_since_analyze > 50 + 0.1 * n_live_tup or n_dead_tup > 50 + 0.2 * n_live_tup
    order by relname`
  // One statement per table: each is short, and requests come in between.
  for (const { name, vacuum } of tables)
    await sql.unsafe(vacuum ? `vacuum (analyze) ${name}` : `analyze ${name}`)
  return tables.map(table => table.name)
}
