import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupError, type StoredFile } from './manifest.ts'

/** Writes rows as one JSON string a line, gzipped. On disk when it returns. */
export async function writeTableFile(
  folder: string,
  path: string,
  parts: AsyncIterable<readonly string[]>,
): Promise<StoredFile> {
  async function* lines() {
    for await (const rows of parts) yield `${rows.map(row => JSON.stringify(row)).join('\n')}\n`
  }
  return storeFile(folder, path, Readable.from(lines()).pipe(createGzip()))
}

/** The rows of a file whose hash was checked before. */
export async function* readTableFile(folder: string, path: string): AsyncGenerator<string> {
  const text = createReadStream(join(folder, path)).pipe(createGunzip()).setEncoding('utf8')
  let rest = ''
  for await (const chunk of text) {
    // Not readline: it also parts lines at characters that people type.
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}

/** Keeps what a stream gives as a new file. On disk when it returns. */
export async function storeFile(folder: string, path: string, source: Readable): Promise<StoredFile> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const out = createWriteStream(join(folder, path), { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(source, measure, out)
  return { path, bytes, sha256: hash.digest('hex') }
}

/** Throws `BackupError` `damaged` with the file's path when it is not what was written. */
export async function checkFile(folder: string, { path, bytes, sha256 }: StoredFile): Promise<void> {
  const found = await hashFile(join(folder, path)).catch(() => null)
  if (found === null || found.bytes !== bytes || found.sha256 !== sha256)
    throw new BackupError('damaged', path)
}

export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
