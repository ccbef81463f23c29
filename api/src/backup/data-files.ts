import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { BackupError, type StoredFile } from './manifest.ts'
import { hashFile, storeFile } from './table-file.ts'

/** What of the data folder belongs to the city: pictures of cases. The rest is the database itself, and the keys. */
const kept = 'evidence'
export const keyFile = 'keyring'
/** Where they stand in a backup. */
const place = 'files'

/** Copies the files of a data folder into a backup; the keys only when asked for. */
export async function storeDataFiles(
  dataDir: string,
  folder: string,
  withKeys: boolean,
): Promise<StoredFile[]> {
  const paths = await filesBelow(dataDir, kept)
  if (withKeys) paths.push(keyFile)
  const stored: StoredFile[] = []
  for (const path of paths) {
    const to = `${place}/${path}`
    await mkdir(dirname(join(folder, to)), { recursive: true, mode: 0o700 })
    stored.push(await storeFile(folder, to, createReadStream(join(dataDir, path))))
  }
  return stored
}

/** Throws `BackupError` `file-differs` where a file of that name with another content is in the way. Writes nothing. */
export async function checkDataFiles(dataDir: string, files: readonly StoredFile[]): Promise<void> {
  for (const file of files) {
    const there = await hashFile(target(dataDir, file)).catch(() => null)
    if (there !== null && there.sha256 !== file.sha256)
      throw new BackupError('file-differs', target(dataDir, file))
  }
}

/** Puts them where they belong, each whole or not at all. Once more after a cut does no harm. */
export async function restoreDataFiles(folder: string, dataDir: string, files: readonly StoredFile[]) {
  await checkDataFiles(dataDir, files)
  for (const file of files) {
    const to = target(dataDir, file)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const draft = `${to}.restoring`
    await rm(draft, { force: true })
    await copyFile(join(folder, file.path), draft)
    await rename(draft, to)
  }
}

function target(dataDir: string, { path }: StoredFile): string {
  return join(dataDir, path.slice(place.length + 1))
}

async function filesBelow(dataDir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
