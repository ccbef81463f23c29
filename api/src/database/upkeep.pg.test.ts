import { expect, test } from 'vitest'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { keepUp } from './upkeep.ts'

test('a table that grew from nothing gets statistics, and is then left alone', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table parent (id int primary key)`
  await sql`analyze parent`
  await sql`insert into parent select generate_series(1, 5000)`
  await sql`select pg_stat_force_next_flush()`
  const mine = (tables: string[]) => tables.filter(name => name.endsWith('.parent'))
  expect(mine(await keepUp(sql))).toHaveLength(1)
  const [row] = await sql`select reltuples from pg_class where oid = 'parent'::regclass`
  expect(row).toEqual({ reltuples: 5000 })
  await sql`select pg_stat_force_next_flush()`
  expect(mine(await keepUp(sql))).toEqual([])
})

test('rows that are gone make room', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table outgoing (id int)`
  await sql`insert into outgoing select generate_series(1, 2000)`
  await sql`delete from outgoing`
  await sql`select pg_stat_force_next_flush()`
  expect(await keepUp(sql)).toContainEqual(expect.stringMatching(/\.outgoing$/))
  const [row] = await sql`select pg_relation_size('outgoing') as bytes`
  expect(row).toEqual({ bytes: 0 })
})
