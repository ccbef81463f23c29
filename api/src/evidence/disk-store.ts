import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvidenceStore } from './store.ts'

const isHash = /^[0-9a-f]{64}$/
const incoming = 'incoming'

/**
 * Pictures as files, 256 folders by the first two digits of the hash. A file is written aside, forced to the disk and renamed, so that it is
 * there whole or not at all. Only the program's own user may read them.
 */
export function openDiskStore(folder: string): EvidenceStore {
  const pathOf = (hash: string) => {
    if (!isHash.test(hash)) throw new RangeError('not a sha256')
    return join(folder, hash.slice(0, 2), hash)
  }
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(hash)
      if (await isFile(path)) return hash
      await mkdir(join(folder, incoming), { recursive: true, mode: 0o700 })
      const made = await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 })
      if (made !== undefined) await syncFolder(folder)
      const draft = join(folder, incoming, randomBytes(12).toString('hex'))
      try {
        await writeForGood(draft, bytes)
        await rename(draft, path)
      } finally {
        await rm(draft, { force: true })
      }
      await syncFolder(join(folder, hash.slice(0, 2)))
      return hash
    },
    async get(hash) {
      return readFile(pathOf(hash)).catch(absent(null))
    },
    has: hash => isFile(pathOf(hash)),
    async remove(hash) {
      await rm(pathOf(hash), { force: true })
    },
    async *list(before) {
      for (const name of await readdir(folder).catch(absent<string[]>([])))
        for (const file of await readdir(join(folder, name)).catch(absent<string[]>([]))) {
          const path = join(folder, name, file)
          const { mtime } = await stat(path).catch(absent({ mtime: before }))
          if (mtime >= before) continue
          if (name === incoming) await rm(path, { force: true })
          else if (isHash.test(file)) yield file
        }
    },
  }
}

async function writeForGood(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A renamed file survives a power cut once its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  // Windows knows no such thing, and does not need it.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(absent(null)))?.isFile() ?? false
}

/** For `catch`: a value in place of what is not there; every other error goes on. */
function absent<T>(value: T): (error: unknown) => T {
  return error => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    return value
  }
}
