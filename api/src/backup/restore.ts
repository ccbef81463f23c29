import { migrate, migrationsFolder, readMigrations } from '../database/migrate.ts'
import { UnfitDatabaseError } from '../database/open.ts'
import type { Sql } from '../database/sql.ts'
import { hashTable, migrationTable, type OnProgress } from './back-up.ts'
import { checkDataFiles, type DataFolders, restoreDataFiles } from './data-files.ts'
import { BackupError, type Manifest, readManifest } from './manifest.ts'
import {
  countRows,
  emptyTable,
  insertRows,
  loosen,
  mostRows,
  partBytes,
  refreshStatistics,
  selectSequences,
  selectTables,
  setSequence,
  type Table,
  takeTime,
} from './queries.ts'
import { checkFile, readTableFile } from './table-file.ts'

/** Where a backup lies and where its files go. */
export interface RestoreInput extends DataFolders {
  readonly folder: string
}

/**
 * Looks at every byte of a backup without needing a database.
 * Throws `BackupError` `unfinished` and `damaged`, and `UnfitDatabaseError` when a newer program took it.
 */
export async function checkBackup(folder: string, migrations = migrationsFolder): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const ours = await readMigrations(migrations)
  for (const { number, name, checksum } of manifest.migrations) {
    const mine = ours.find(each => each.number === number)
    if (mine === undefined) throw new UnfitDatabaseError('newer-program', name)
    if (mine.checksum !== checksum) throw new UnfitDatabaseError('changed-migration', name)
  }
  for (const { file } of manifest.tables) await checkFile(folder, file)
  for (const file of manifest.files) await checkFile(folder, file)
  return manifest
}

/**
 * Fills an empty database from a backup, reads everything back, compares it with the manifest, and brings it to this program's schema: in one
 * transaction, so that a restore which was cut off has changed nothing.
 * Throws what `checkBackup` throws, and `BackupError` `not-empty`, `file-differs` and `differs`.
 */
export async function restore(
  sql: Sql,
  input: RestoreInput,
  onProgress: OnProgress = () => {},
  migrations = migrationsFolder,
): Promise<Manifest> {
  const { folder } = input
  const manifest = await checkBackup(folder, migrations)
  await checkDataFiles(input, manifest.files)
  const tables = await sql.begin(async tx => {
    await takeTime(tx)
    const [stranger] = await selectTables(tx)
    if (stranger !== undefined) throw new BackupError('not-empty', stranger.name)
    // As the database was when the backup was taken; what came later is applied to its rows.
    const last = Math.max(...manifest.migrations.map(each => each.number))
    await migrate(tx, migrations, last)
    const filled = await fill(tx, folder, manifest, onProgress)
    await migrate(tx, migrations)
    await restoreDataFiles(folder, input, manifest.files)
    return filled
  })
  await refreshStatistics(sql, tables)
  return manifest
}

async function fill(sql: Sql, folder: string, manifest: Manifest, onProgress: OnProgress): Promise<Table[]> {
  const found = (await selectTables(sql)).filter(({ name }) => name !== migrationTable)
  const tables = manifest.tables.map(({ name }) => {
    const table = found.find(each => each.name === name)
    if (table === undefined) throw new BackupError('differs', name)
    return table
  })
  const tighten = await loosen(sql, found)
  for (const [i, table] of tables.entries()) {
    const said = manifest.tables[i]
    if (said === undefined) continue
    // Rows that the migrations themselves bring along.
    if ((await countRows(sql, table.name)) > 0) await emptyTable(sql, table.name)
    await fillTable(sql, table, folder, said, onProgress)
  }
  for (const sequence of manifest.sequences) await setSequence(sql, sequence)
  await tighten()
  await compare(sql, manifest)
  return tables
}

async function fillTable(
  sql: Sql,
  table: Table,
  folder: string,
  { file, rows: { count } }: Manifest['tables'][number],
  onProgress: OnProgress,
) {
  let part: string[] = []
  let bytes = 0
  let done = 0
  const flush = async () => {
    if (part.length > 0) await insertRows(sql, table, part)
    done += part.length
    onProgress(table.name, done, count)
    part = []
    bytes = 0
  }
  for await (const row of readTableFile(folder, file.path)) {
    if (part.length >= mostRows || bytes + row.length > partBytes) await flush()
    part.push(row)
    bytes += row.length
  }
  await flush()
}

/** Throws `BackupError` `differs` with the table or sequence that is not what the manifest says. */
async function compare(sql: Sql, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const { count, hash } = await hashTable(sql, { name })
    if (count !== rows.count || hash !== rows.hash) throw new BackupError('differs', name)
  }
  const sequences = await selectSequences(sql)
  for (const said of manifest.sequences) {
    const is = sequences.find(each => each.name === said.name)
    if (is?.value !== said.value || is.called !== said.called) throw new BackupError('differs', said.name)
  }
}
