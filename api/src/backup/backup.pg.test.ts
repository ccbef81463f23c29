import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { appendAudit } from '../audit/append.ts'
import { verifyAudit } from '../audit/verify.ts'
import { transaction } from '../context.ts'
import { migrate, migrationsFolder } from '../database/migrate.ts'
import { verifyEvents } from '../incidents/verify-events.ts'
import { backUp } from './back-up.ts'
import type { Manifest } from './manifest.ts'
import { checkBackup, restore } from './restore.ts'

const scratch = mkdtempSync(join(tmpdir(), 'jingwei-backup-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const nasty = 'a "quoted", (bracketed) \\ title\nof two lines\u2028and more: 𠮷 {}'
const folder = join(scratch, 'backup')
const dataDir = join(scratch, 'data')
let taken: Manifest

beforeAll(async () => {
  const database = await townDatabase({ incidents: 40 })
  const { sql } = database
  await sql`update incident set title = ${nasty} where id = 7`
  await sql`insert into throttle (key, level, at) values ('\\x01', 1.1, now())`
  await sql`
    insert into incident_reporter (incident_id, contact, key_id, given_at)
    values (7, '\\x00ff', 'a1b2c3d4', '2026-03-01T00:00:00.123456Z')`
  await transaction(testContext(testService(database)), ctx =>
    appendAudit(ctx, { verb: 'session.refuse', subject: null, data: { n: 1.5 } }),
  )
  mkdirSync(join(dataDir, 'evidence', 'ab'), { recursive: true })
  writeFileSync(join(dataDir, 'evidence', 'ab', 'picture'), 'a picture')
  writeFileSync(join(dataDir, 'keyring'), 'a key\n')
  taken = await backUp(sql, { folder, ...folders(dataDir), withKeys: false })
})

test('a restored database holds the same rows, and goes on where the first one stood', async () => {
  const database = await emptyDatabase()
  const { sql } = database
  const target = join(scratch, 'restored')
  await restore(sql, { folder, ...folders(target) })
  const again = await backUp(sql, { folder: join(scratch, 'again'), ...folders(target), withKeys: false })
  expect(again.tables.map(({ name, rows }) => ({ name, rows }))).toEqual(
    taken.tables.map(({ name, rows }) => ({ name, rows })),
  )
  expect(again.sequences).toEqual(taken.sequences)
  expect(again.migrations).toEqual(taken.migrations)
  expect(again.files).toEqual(taken.files)
  // of the contact, and of the seal of the audit log
  expect(taken.keyIds).toContain('a1b2c3d4')
  expect(taken.keyIds).toHaveLength(2)

  const [kept] = await sql`select title, is_open from incident where id = 7`
  expect(kept?.title).toBe(nasty)
  expect(await sql`select key from throttle`).toEqual([])
  expect(readFileSync(join(target, 'evidence', 'ab', 'picture'), 'utf8')).toBe('a picture')
  expect(existsSync(join(target, 'keyring'))).toBe(false)
  const ctx = testContext(testService(database))
  expect(await verifyAudit(ctx)).toMatchObject({ whole: true, entries: 1, seal: 'unknown-key' })
  expect(await verifyEvents(ctx)).toMatchObject({ whole: true, cases: 40 })
})

test('keys, rights and triggers of a restored database are in force', async () => {
  const { sql } = await emptyDatabase()
  await restore(sql, { folder, ...folders(join(scratch, 'in-force')) })
  await expect(sql`update incident_event set verb = 'x'`).rejects.toThrow(/append-only/)
  await expect(sql`delete from incident where id = 7`).rejects.toThrow(/foreign key/)
  const [before] = await sql<{ revision: number }[]>`select centers_revision as revision from city`
  await sql`update center set hours = 'x'`
  const [after] = await sql<{ revision: number }[]>`select centers_revision as revision from city`
  expect(after?.revision).toBe((before?.revision ?? 0) + 1)
  const [person] = await sql<{ id: number; most: number }[]>`
    with most as (select max(id) as most from person)
    insert into person (name) select 'new' from most returning id, (select most from most)`
  expect(person?.id).toBeGreaterThan(person?.most ?? Number.POSITIVE_INFINITY)
})

test('one flipped byte is found and named, and nothing is written', async () => {
  const { sql } = await emptyDatabase()
  const files = [
    'manifest.json',
    ...taken.tables.map(({ file }) => file.path),
    ...taken.files.map(f => f.path),
  ]
  const copy = join(scratch, 'flipped')
  cpSync(folder, copy, { recursive: true })
  for (const path of files) {
    const whole = readFileSync(join(copy, path))
    const flipped = Buffer.from(whole)
    const at = Math.floor(flipped.length / 2)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    writeFileSync(join(copy, path), flipped)
    await expect(checkBackup(copy), path).rejects.toMatchObject({ code: 'damaged', detail: path })
    writeFileSync(join(copy, path), whole)
  }
  rmSync(join(copy, 'tables', 'incident.ndjson.gz'))
  await expect(restore(sql, { folder: copy, ...folders(join(scratch, 'none')) })).rejects.toMatchObject({
    code: 'damaged',
    detail: 'tables/incident.ndjson.gz',
  })
  expect(await migrate(sql)).toBeGreaterThan(0)
})

test('a manifest that leads elsewhere is refused', async () => {
  const copy = join(scratch, 'leading')
  cpSync(folder, copy, { recursive: true })
  rewrite(copy, said => {
    said.files = said.files.map(file => ({ ...file, path: '../outside' }))
  })
  await expect(checkBackup(copy)).rejects.toMatchObject({ code: 'damaged', detail: 'manifest.json' })
})

test('rows that do not read back as they were undo the whole restore', async () => {
  const { sql } = await emptyDatabase()
  const copy = join(scratch, 'differing')
  cpSync(folder, copy, { recursive: true })
  rewrite(copy, said => {
    for (const { name, rows } of said.tables)
      if (name === 'person') rows.hash = rows.hash.replace(/./, digit => (digit === '0' ? '1' : '0'))
  })
  const target = join(scratch, 'differing-data')
  await expect(restore(sql, { folder: copy, ...folders(target) })).rejects.toMatchObject({
    code: 'differs',
    detail: 'person',
  })
  expect(existsSync(target)).toBe(false)
  expect(await sql`select to_regclass('person') as person, to_regclass('migration') as migration`).toEqual([
    { person: null, migration: null },
  ])
})

test('a database that holds something, a folder that is there, an unfinished backup: refused', async () => {
  const { sql } = await emptyDatabase()
  await expect(
    backUp(sql, { folder: join(scratch, 'x'), ...folders(dataDir), withKeys: false }),
  ).rejects.toMatchObject({
    code: 'nothing',
  })
  await sql`create table mine (n int)`
  const aim = { folder, ...folders(join(scratch, 'occupied')) }
  await expect(restore(sql, aim)).rejects.toMatchObject({ code: 'not-empty', detail: 'mine' })
  await sql`drop table mine`
  mkdirSync(join(aim.dataDir, 'evidence', 'ab'), { recursive: true })
  writeFileSync(join(aim.dataDir, 'evidence', 'ab', 'picture'), 'another picture')
  await expect(restore(sql, aim)).rejects.toMatchObject({ code: 'file-differs' })
  await expect(backUp(sql, { folder, ...folders(dataDir), withKeys: false })).rejects.toMatchObject({
    code: 'exists',
  })
  await expect(checkBackup(scratch)).rejects.toMatchObject({ code: 'unfinished' })
})

test('the key file comes along when it is asked for, for its owner only', async () => {
  const { sql } = await emptyDatabase()
  await migrate(sql)
  const kept = join(scratch, 'with-keys')
  const manifest = await backUp(sql, { folder: kept, ...folders(dataDir), withKeys: true })
  expect(manifest.files.map(file => file.path)).toEqual(['files/evidence/ab/picture', 'files/keyring'])
  const target = await emptyDatabase()
  const to = join(scratch, 'with-keys-data')
  await restore(target.sql, { folder: kept, ...folders(to) })
  expect(readFileSync(join(to, 'keyring'), 'utf8')).toBe('a key\n')
  expect(statSync(join(to, 'keyring')).mode & 0o077).toBe(0)
})

test('a backup of an older program is brought to this one’s tables, one of a newer program is refused', async () => {
  const first = '0001_first.sql'
  const older = join(scratch, 'older')
  const newer = join(scratch, 'newer')
  for (const each of [older, newer]) {
    mkdirSync(each)
    writeFileSync(
      join(each, first),
      'create table first (id int primary key generated always as identity, n int);',
    )
  }
  writeFileSync(
    join(newer, '0002_second.sql'),
    'alter table first add column twice int; update first set twice = 2 * n;',
  )
  const { sql } = await emptyDatabase()
  await migrate(sql, older)
  await sql`insert into first (n) values (1), (21)`
  const kept = join(scratch, 'of-older')
  await backUp(sql, { folder: kept, ...folders(dataDir), withKeys: false })

  const target = await emptyDatabase()
  await restore(target.sql, { folder: kept, ...folders(dataDir) }, () => {}, newer)
  expect(await target.sql`select id, n, twice from first order by id`).toEqual([
    { id: 1, n: 1, twice: 2 },
    { id: 2, n: 21, twice: 42 },
  ])
  await expect(checkBackup(kept, migrationsFolder)).rejects.toMatchObject({ code: 'changed-migration' })
  await expect(checkBackup(kept, scratch)).rejects.toMatchObject({ code: 'newer-program', detail: first })
})

/** A manifest that somebody changed, and sealed again. */
function rewrite(backup: string, change: (said: Manifest) => void) {
  const file = join(backup, 'manifest.json')
  const { sha256: _, ...said } = JSON.parse(readFileSync(file, 'utf8'))
  change(said)
  const sha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  writeFileSync(file, JSON.stringify({ ...said, sha256 }))
}

/** As a console has them by default. */
function folders(dataDir: string) {
  return { dataDir, evidenceDir: join(dataDir, 'evidence') }
}
