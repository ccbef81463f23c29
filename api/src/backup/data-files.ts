import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { BackupError, type StoredFile } from './manifest.ts'
import { hashFile, storeFile } from './table-file.ts'

/** Where a console keeps what is no row: the key file, and the pictures of cases. */
export interface DataFolders {
  readonly dataDir: string
  readonly evidenceDir: string
}

const keyFile = 'keyring'
/** Where they stand in a backup. */
const keyPath = `files/${keyFile}`
const evidencePath = 'files/evidence/'

/** Copies the pictures into a backup, and the keys when asked for. */
export async function storeDataFiles(
  folders: DataFolders,
  folder: string,
  withKeys: boolean,
): Promise<StoredFile[]> {
  const paths = (await filesBelow(folders.evidenceDir)).map(path => evidencePath + path)
  if (withKeys) paths.push(keyPath)
  const stored: StoredFile[] = []
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    stored.push(await storeFile(folder, path, createReadStream(homeOf(folders, path))))
  }
  return stored
}

/** Throws `BackupError` `file-differs` where a file of that name with another content is in the way. Writes nothing. */
export async function checkDataFiles(folders: DataFolders, files: readonly StoredFile[]): Promise<void> {
  for (const file of files) {
    const there = await hashFile(homeOf(folders, file.path)).catch(() => null)
    if (there !== null && there.sha256 !== file.sha256)
      throw new BackupError('file-differs', homeOf(folders, file.path))
  }
}

/** Puts them where they belong, each whole or not at all. Once more after a cut does no harm. */
export async function restoreDataFiles(folder: string, folders: DataFolders, files: readonly StoredFile[]) {
  await checkDataFiles(folders, files)
  for (const file of files) {
    const to = homeOf(folders, file.path)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const draft = `${to}.restoring`
    await rm(draft, { force: true })
    await copyFile(join(folder, file.path), draft)
    await rename(draft, to)
  }
}

function homeOf({ dataDir, evidenceDir }: DataFolders, path: string): string {
  return path.startsWith(evidencePath)
    ? join(evidenceDir, path.slice(evidencePath.length))
    : join(dataDir, keyFile)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
