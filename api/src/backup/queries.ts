import type { Sql } from '../database/sql.ts'
import type { Sequence } from './manifest.ts'

export interface Table {
  readonly name: string
  /** Without those that the database works out itself. */
  readonly columns: readonly string[]
}

/** Everything that is read in this transaction is of one moment, whatever is written meanwhile. */
export async function holdStill(sql: Sql): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`
  await takeTime(sql)
}

/**
 * A large table takes longer than a request may. A row that somebody hides from us must be an error, never a missing row; an owner whom row
 * security holds (migration 0020) says instead that it looks as the program, to which nothing is hidden.
 */
export async function takeTime(sql: Sql): Promise<void> {
  await sql`
    select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),
      set_config('row_security', (select case when rolsuper or rolbypassrls then 'off' else 'on' end from pg_roles
        where rolname = current_user), true),
      set_config('jingwei.verb', 'program', true), set_config('jingwei.reach', 'all', true),
      set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
      set_config('IntervalStyle', 'postgres', true), set_config('extra_float_digits', '1', true),
      set_config('bytea_output', 'hex', true)`
}

/** Our own tables, not those of PostGIS. */
export function selectTables(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname::text as name, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by a.attnum) as columns
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`
}

export async function selectServer(sql: Sql): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`
  return row?.version ?? ''
}

export async function countRows(sql: Sql, table: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*) as count from ${sql(table)}`
  return row?.count ?? 0
}

/** Rows as PostgreSQL writes them, a part of the table at a time. Only in a transaction, one table after the other. */
export async function* readRows(sql: Sql, table: string): AsyncGenerator<readonly string[]> {
  await sql`declare backup_rows no scroll cursor for select whole_row::text as text from ${sql(table)} as whole_row`
  let ask = 1
  for (;;) {
    const rows = await sql.unsafe<{ text: string }[]>(`fetch ${ask} from backup_rows`)
    if (rows.length === 0) break
    yield rows.map(row => row.text)
    const bytes = rows.reduce((sum, row) => sum + row.text.length, 0) / rows.length
    ask = Math.max(1, Math.min(mostRows, Math.floor(partBytes / bytes)))
  }
  await sql`close backup_rows`
}

/** Of what is read or written at once: some rows carry a whole map. */
export const partBytes = 1024 * 1024
export const mostRows = 2000

/** Rows of `readRows`, of a table with the same columns. */
export async function insertRows(sql: Sql, { name, columns }: Table, rows: readonly string[]): Promise<void> {
  await sql`
    insert into ${sql(name)} (${sql(columns)}) overriding system value
    select ${sql(columns)} from unnest((${rows as string[]}::text[])::${sql(name)}[])`
}

export async function emptyTable(sql: Sql, table: string): Promise<void> {
  await sql`delete from ${sql(table)}`
}

/**
 * Takes foreign keys and triggers off all tables, so that rows can come in any order and nothing is counted twice.
 * @returns puts them back; every foreign key is then checked
 */
export async function loosen(sql: Sql, tables: readonly Table[]): Promise<() => Promise<void>> {
  const keys = await sql<{ take: string; put: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as take,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as put
    from pg_constraint
    where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace
    order by oid`
  for (const { take } of keys) await sql.unsafe(take)
  for (const { name } of tables) await sql`alter table ${sql(name)} disable trigger user`
  return async () => {
    for (const { put } of keys) await sql.unsafe(put)
    for (const { name } of tables) await sql`alter table ${sql(name)} enable trigger user`
  }
}

/** Where the numbers of new rows stand. */
export async function selectSequences(sql: Sql): Promise<Sequence[]> {
  const names = await sql<{ name: string }[]>`
    select relname::text as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`
  const sequences: Sequence[] = []
  for (const { name } of names) {
    const [row] = await sql<{ value: number; called: boolean }[]>`
      select last_value as value, is_called as called from ${sql(name)}`
    if (row !== undefined) sequences.push({ name, value: row.value, called: row.called })
  }
  return sequences
}

export async function setSequence(sql: Sql, { name, value, called }: Sequence): Promise<void> {
  await sql`select setval(quote_ident(${name})::regclass, ${value}::bigint, ${called})`
}

/** Names of the keys that personal data is sealed with, wherever it stands. */
export async function selectKeyIds(sql: Sql, tables: readonly Table[]): Promise<string[]> {
  const found = new Set<string>()
  for (const { name, columns } of tables) {
    if (!columns.includes('key_id')) continue
    const rows = await sql<{ keyId: string }[]>`
      select distinct key_id from ${sql(name)} where key_id is not null`
    for (const { keyId } of rows) found.add(keyId)
  }
  return [...found].sort()
}

/** Fresh statistics: without them the first questions are answered by plans for empty tables. */
export async function refreshStatistics(sql: Sql, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) await sql`analyze ${sql(name)}`
}
