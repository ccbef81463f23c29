import { join } from 'node:path'
import { lockFolder } from '@jingwei/api/database/folder-lock.ts'
import { type Database, openEmbedded, openServer } from '@jingwei/api/database/open.ts'
import { createLog } from '@jingwei/api/log.ts'
import type { Settings } from '@jingwei/api/settings.ts'

/**
 * The database that the settings name, for a script's work. The embedded one belongs to one process at a time: `purpose` is what a second
 * one is told. Throws `FolderInUseError` while the console runs on it, and what opening a database throws.
 */
export async function withDatabase<T>(
  settings: Settings,
  purpose: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  // A script's own sentences say what it is doing.
  const log = createLog('error')
  const { databaseUrl, dataDir } = settings
  const lock = databaseUrl === undefined ? await lockFolder(dataDir, purpose) : null
  try {
    const database =
      databaseUrl === undefined
        ? await openEmbedded(join(dataDir, 'database'), log)
        : await openServer(databaseUrl, log)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  } finally {
    await lock?.release()
  }
}
