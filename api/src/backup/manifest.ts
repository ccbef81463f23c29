import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** A path below the backup's folder: what a manifest says must not lead anywhere else. */
const Path = z.string().refine(isBelow)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const StoredFile = z.object({ path: Path, bytes: z.number().int().min(0), sha256: Sha256 })
export type StoredFile = z.infer<typeof StoredFile>

/** The rows of a table, whatever their order: how many, and the sum of their hashes. */
const Rows = z.object({ count: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{32}$/) })
export type Rows = z.infer<typeof Rows>

const Sequence = z.object({ name: z.string(), value: z.number().int(), called: z.boolean() })
export type Sequence = z.infer<typeof Sequence>

/** What the manifest says of a backup. It is written last: a folder without it is an unfinished backup. */
export const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Of the server that it was taken from; it fits every other one. */
  server: z.string(),
  migrations: z.array(z.object({ number: z.number().int(), name: z.string(), checksum: Sha256 })).min(1),
  tables: z.array(z.object({ name: z.string(), rows: Rows, file: StoredFile })),
  sequences: z.array(Sequence),
  /** Names of the keys that sealed what is in here (`access/keyring.ts`); the keys themselves only when asked for. */
  keyIds: z.array(z.string()),
  /** Files of the data folder, under `files/`. */
  files: z.array(StoredFile),
})
export type Manifest = z.infer<typeof Manifest>

/** `detail` names the file or table that it is about. */
export class BackupError extends Error {
  readonly code: 'exists' | 'nothing' | 'unfinished' | 'damaged' | 'not-empty' | 'file-differs' | 'differs'
  readonly detail: string
  constructor(code: BackupError['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'BackupError'
    this.code = code
    this.detail = detail
  }
}

const manifestName = 'manifest.json'

/** On disk when it returns: whoever finds it finds everything else too. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = await open(join(folder, manifestName), 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ ...manifest, sha256: sha256Of(manifest) }, null, 1)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Throws `BackupError` `unfinished` and `damaged`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new BackupError('unfinished', folder)
    throw error
  })
  try {
    const { sha256, ...said } = JSON.parse(text)
    if (sha256 === sha256Of(said)) return Manifest.parse(said)
  } catch {
    // Neither JSON nor ours: as damaged as with another hash.
  }
  throw new BackupError('damaged', manifestName)
}

function sha256Of(manifest: unknown): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
}

function isBelow(path: string): boolean {
  return !/[\\\0]/.test(path) && path.split('/').every(part => part !== '' && part !== '.' && part !== '..')
}
