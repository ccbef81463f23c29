import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { emptyDatabase, sameDatabase } from '../../../tests/support/database.ts'
import { assertMigrated, migrate } from './migrate.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-migrations-'))
  made.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const first = { '0001_first.sql': 'create table first (n int);\ninsert into first values (1);' }
const second = { '0002_second.sql': 'create table second (n int);' }

test('applies each file once, in order', async () => {
  const { sql } = await emptyDatabase()
  expect(await migrate(sql, folderOf(first))).toBe(1)
  expect(await migrate(sql, folderOf({ ...first, ...second }))).toBe(1)
  expect(await migrate(sql, folderOf({ ...first, ...second }))).toBe(0)
  expect(await sql`select number, name from migration order by number`).toEqual([
    { number: 1, name: '0001_first.sql' },
    { number: 2, name: '0002_second.sql' },
  ])
  expect(await sql`select n from first`).toEqual([{ n: 1 }])
})

test('the product’s own files apply to an empty database, and again to nothing', async () => {
  const { sql } = await emptyDatabase()
  expect(await migrate(sql)).toBeGreaterThan(5)
  expect(await migrate(sql)).toBe(0)
})

test('a database of a newer program is refused and left alone', async () => {
  const { sql } = await emptyDatabase()
  await migrate(sql, folderOf({ ...first, ...second }))
  await expect(migrate(sql, folderOf(first))).rejects.toMatchObject({
    code: 'newer-program',
    detail: '0002_second.sql',
  })
})

test('a file that was edited after it was applied is refused; other line ends are not an edit', async () => {
  const { sql } = await emptyDatabase()
  await migrate(sql, folderOf(first))
  const windows = { '0001_first.sql': first['0001_first.sql'].replaceAll('\n', '\r\n') }
  expect(await migrate(sql, folderOf(windows))).toBe(0)
  const edited = folderOf({ '0001_first.sql': 'create table first (n bigint);', ...second })
  await expect(migrate(sql, edited)).rejects.toMatchObject({ code: 'changed-migration' })
  expect(await sql`select to_regclass('second') as second`).toEqual([{ second: null }])
})

test('a file that fails leaves nothing of itself, and the ones before it stay', async () => {
  const { sql } = await emptyDatabase()
  const broken = { '0002_second.sql': 'create table second (n int);\ncreate table first (n int);' }
  await expect(migrate(sql, folderOf({ ...first, ...broken }))).rejects.toThrow(/first/)
  expect(await sql`select to_regclass('second') as second`).toEqual([{ second: null }])
  expect(await migrate(sql, folderOf({ ...first, ...second }))).toBe(1)
})

test('two files of one number are refused before anything is applied', async () => {
  const { sql } = await emptyDatabase()
  const twice = { '0002_other.sql': 'create table other (n int);' }
  await expect(migrate(sql, folderOf({ ...first, ...second, ...twice }))).rejects.toThrow(/0002_second/)
  expect(await sql`select to_regclass('first') as first`).toEqual([{ first: null }])
})

test('two programs that start at once apply each file once', async () => {
  const database = await emptyDatabase()
  const other = await sameDatabase(database)
  const folder = folderOf({ ...first, ...second })
  const applied = await Promise.all([migrate(database.sql, folder), migrate(other.sql, folder)])
  expect(applied[0] + applied[1]).toBe(2)
  expect(await database.sql`select n from first`).toEqual([{ n: 1 }])
})

test('a tool that changes nothing refuses a database of an older program, an empty one too', async () => {
  const { sql } = await emptyDatabase()
  const both = folderOf({ ...first, ...second })
  await expect(assertMigrated(sql, both)).rejects.toMatchObject({
    code: 'older-program',
    detail: '0001_first.sql',
  })
  await migrate(sql, folderOf(first))
  await expect(assertMigrated(sql, both)).rejects.toMatchObject({
    code: 'older-program',
    detail: '0002_second.sql',
  })
  expect(await sql`select to_regclass('second') as second`).toEqual([{ second: null }])
  await migrate(sql, both)
  await assertMigrated(sql, both)
})
