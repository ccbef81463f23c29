import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { UnfitDatabaseError } from './open.ts'
import type { Sql } from './sql.ts'

/** Numbered plain SQL, forward only. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/**
 * Brings the database to this program's schema: each file in a transaction of its own, one program at a time.
 * Throws `UnfitDatabaseError` `newer-program` when the database knows a migration that we do not, `changed-migration` when
 * a file was edited after it was applied. `until`: the last number that is wanted, for a backup that is older than this program.
 * @returns how many files were applied
 */
export async function migrate(
  sql: Sql,
  folder = migrationsFolder,
  until = Number.POSITIVE_INFINITY,
): Promise<number> {
  const files = (await readMigrations(folder)).filter(file => file.number <= until)
  let applied = 0
  while (await applyNext(sql, files)) applied++
  return applied
}

interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/** What was applied to a database, in order. */
export function selectMigrations(sql: Sql): Promise<Omit<Migration, 'text'>[]> {
  return sql<Omit<Migration, 'text'>[]>`select number, name, checksum from migration order by number`
}

/** For tools that change nothing: throws `UnfitDatabaseError` `older-program` when a file is yet to be applied, and what `migrate` throws. */
export async function assertMigrated(sql: Sql, folder = migrationsFolder): Promise<void> {
  const [table] = await sql<{ exists: boolean }[]>`select to_regclass('migration') is not null as exists`
  const done = table?.exists ? await selectMigrations(sql) : []
  const next = nextAfter(done, await readMigrations(folder))
  if (next !== undefined) throw new UnfitDatabaseError('older-program', next.name)
}

/** Any number, the same in every version of the program: two programs must wait for each other. */
const lockKey = 5_709_421

async function applyNext(sql: Sql, files: readonly Migration[]): Promise<boolean> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(${lockKey})`
    await tx`
      create table if not exists migration (
        number int primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`
    const done = await selectMigrations(tx)
    const next = nextAfter(done, files)
    if (next === undefined) return false
    await tx.unsafe(next.text).simple()
    await tx`
      insert into migration (number, name, checksum)
      values (${next.number}, ${next.name}, ${next.checksum})`
    return true
  })
}

/** The first file that is yet to be applied. */
function nextAfter(
  done: readonly Omit<Migration, 'text'>[],
  files: readonly Migration[],
): Migration | undefined {
  for (const { number, name, checksum } of done) {
    const file = files.find(each => each.number === number)
    if (file === undefined) throw new UnfitDatabaseError('newer-program', name)
    if (file.checksum !== checksum) throw new UnfitDatabaseError('changed-migration', file.name)
  }
  const last = done.at(-1)?.number ?? 0
  return files.find(file => file.number > last)
}

/** The files of a folder, in order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => /^\d{4}_[a-z0-9-]+\.sql$/.test(name)).sort()
  const twice = names.find((name, i) => name.slice(0, 4) === names[i - 1]?.slice(0, 4))
  // Applied by number: the second one would be passed over without a word.
  if (twice !== undefined) throw new Error(`another migration has the number of ${twice}`)
  return Promise.all(
    names.map(async name => {
      // A checkout with other line ends is the same migration.
      const text = (await readFile(`${folder}/${name}`, 'utf8')).replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { number: Number(name.slice(0, 4)), name, text, checksum }
    }),
  )
}
