import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { selectMigrations } from '../database/migrate.ts'
import type { Sql } from '../database/sql.ts'
import { type DataFolders, storeDataFiles } from './data-files.ts'
import { BackupError, type Manifest, type Rows, writeManifest } from './manifest.ts'
import {
  countRows,
  holdStill,
  readRows,
  selectKeyIds,
  selectSequences,
  selectServer,
  selectTables,
  type Table,
} from './queries.ts'
import { RowHash } from './row-hash.ts'
import { writeTableFile } from './table-file.ts'

/** Where a backup goes and what it takes along. */
export interface BackupInput extends DataFolders {
  /** A folder that does not exist yet. */
  readonly folder: string
  /** The key file too: whoever has such a backup reads everything. */
  readonly withKeys: boolean
}

/** Rows done of a table. */
export type OnProgress = (table: string, rows: number, of: number) => void

/**
 * Rows that are worth nothing later, and dangerous: a session that was signed out since would be alive again. After a restore everybody
 * signs in anew.
 */
export const fleeting: ReadonlySet<string> = new Set(['session', 'throttle'])

/**
 * Writes a backup of one moment: every table as text that every server understands, the places of the sequences, the files of the data
 * folder, and a manifest with a hash for everything. The console may go on meanwhile where a server lets it.
 * Throws `BackupError` `exists` and `nothing`; then the folder is not there.
 */
export async function backUp(
  sql: Sql,
  input: BackupInput,
  onProgress: OnProgress = () => {},
): Promise<Manifest> {
  const { folder, withKeys } = input
  if (existsSync(folder)) throw new BackupError('exists', folder)
  const draft = `${folder}.unfinished`
  await rm(draft, { recursive: true, force: true })
  await mkdir(`${draft}/tables`, { recursive: true, mode: 0o700 })
  try {
    const takenAt = new Date().toISOString()
    const rows = await sql.begin(async tx => {
      await holdStill(tx)
      return storeTables(tx, draft, onProgress)
    })
    // After the rows: a picture that a row names is there, and stays.
    const files = await storeDataFiles(input, draft, withKeys)
    const manifest: Manifest = { format: 1, takenAt, ...rows, files }
    await writeManifest(draft, manifest)
    await rename(draft, folder)
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function storeTables(sql: Sql, folder: string, onProgress: OnProgress) {
  const all = await selectTables(sql)
  if (!all.some(table => table.name === migrationTable)) throw new BackupError('nothing', 'database')
  const wanted = all.filter(({ name }) => name !== migrationTable && !fleeting.has(name))
  const tables: Manifest['tables'] = []
  for (const { name } of wanted) {
    const hash = new RowHash()
    const parts = hashed(readRows(sql, name), hash, name, await countRows(sql, name), onProgress)
    const file = await writeTableFile(folder, `tables/${name}.ndjson.gz`, parts)
    tables.push({ name, rows: hash.rows, file })
  }
  return {
    server: await selectServer(sql),
    migrations: await selectMigrations(sql),
    tables,
    sequences: await selectSequences(sql),
    keyIds: await selectKeyIds(sql, wanted),
  }
}

/** Kept by `migrate`, which makes it anew. */
export const migrationTable = 'migration'

async function* hashed(
  parts: AsyncIterable<readonly string[]>,
  hash: RowHash,
  table: string,
  of: number,
  onProgress: OnProgress,
): AsyncGenerator<readonly string[]> {
  for await (const rows of parts) {
    for (const row of rows) hash.add(row)
    onProgress(table, hash.rows.count, of)
    yield rows
  }
}

/** What a table holds, to be compared with a manifest. Only in a transaction. */
export async function hashTable(sql: Sql, { name }: Pick<Table, 'name'>): Promise<Rows> {
  const hash = new RowHash()
  for await (const rows of readRows(sql, name)) for (const row of rows) hash.add(row)
  return hash.rows
}
