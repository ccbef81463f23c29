import { join } from 'node:path'
import { migrate, migrationsFolder, readMigrations } from '@jingwei/api/database/migrate.ts'
import { openEmbedded, openServer } from '@jingwei/api/database/open.ts'
import type { Sql } from '@jingwei/api/database/sql.ts'
import { createLog } from '@jingwei/api/log.ts'
import { drill } from '../support/drill.ts'
import { oldRows } from '../support/old-rows.ts'
import { startCluster } from '../support/postgres-cluster.ts'

/**
 * Proves that an update keeps what a city has written: a database is brought from its very first table to this program's schema one
 * migration at a time, with rows in it from the moment their table exists, and after each migration every row is compared in every column
 * that was there before.
 */
await drill('old-database', { on: ['embedded', 'postgis'], withoutCity: true }, async d => {
  const log = createLog('error')
  const cluster = d.database === 'embedded' ? null : await startCluster(join(d.folder, 'cluster'))
  d.later(() => cluster?.stop('immediate'))
  const database =
    cluster === null
      ? await openEmbedded(join(d.folder, 'database'), log)
      : await openServer(cluster.url, log)
  d.later(() => database.close())
  const { sql } = database

  const files = await readMigrations(migrationsFolder)
  let changed = 0
  for (const { number, name } of files) {
    const before = await contents(sql)
    const applied = await migrate(sql, migrationsFolder, number)
    const differing = await differences(sql, before)
    changed += differing.length
    const rows = [...before.values()].reduce((sum, { rows }) => sum + rows.length, 0)
    if (differing.length > 0 || applied !== 1)
      d.check(false, name, `${applied} applied, differing: ${differing.join(' ')}`)
    else d.say(`${name}: ${rows} rows in ${before.size} tables as they were`)
    for (const statement of oldRows[number] ?? []) await sql.unsafe(statement)
  }
  const end = await contents(sql)
  const empty = [...end].filter(([, { rows }]) => rows.length === 0).map(([name]) => name)
  d.check(changed === 0, 'tables that an update changed', changed)
  d.check((await migrate(sql)) === 0, 'migrations left', 0)
  d.check(
    end.size - empty.length >= 20,
    'tables with rows at the end',
    `${end.size - empty.length} of ${end.size}, without: ${empty.join(' ')}`,
  )
})

interface Content {
  readonly columns: readonly string[]
  /** Each as the database writes it; they are few. */
  readonly rows: readonly string[]
}

async function contents(sql: Sql): Promise<Map<string, Content>> {
  const tables = await sql<{ name: string; columns: string[] }[]>`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`
  const found = new Map<string, Content>()
  for (const { name, columns } of tables) found.set(name, { columns, rows: await rowsOf(sql, name, columns) })
  return found
}

async function rowsOf(sql: Sql, table: string, columns: readonly string[]): Promise<string[]> {
  const rows = await sql<{ text: string }[]>`select row(${sql(columns)})::text as text from ${sql(table)}`
  return rows.map(({ text }) => text).sort()
}

/** Tables in which a row is no longer as it was, in the columns that it had. An update may add rows of its own. */
async function differences(sql: Sql, before: ReadonlyMap<string, Content>): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, { columns, rows }] of before) {
    const left = await rowsOf(sql, name, columns).catch((): string[] => [])
    const isKept = (row: string) => {
      const at = left.indexOf(row)
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    }
    if (!rows.every(isKept)) wrong.push(name)
  }
  return wrong
}
