import { randomBytes } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { Problem } from '../problem.ts'
import { mostImportBytes } from './contract.ts'

export interface ReceivedFile {
  readonly name: string
  readonly bytes: number
  /** Puts it where it stays. */
  keep(path: string): Promise<void>
  drop(): Promise<void>
}

/**
 * The file of a form, written to the disk as it comes and never held in memory. Throws `bad-field` unless it is one file, `unknown-field` for
 * whatever else the form says, `body-too-large`; what was written until then is taken away.
 */
export async function receiveFile(
  body: Readable,
  contentType: string,
  folder: string,
): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `incoming-${randomBytes(9).toString('hex')}`)
  const drop = () => rm(path, { force: true })
  try {
    const { name, bytes } = await write(body, contentType, path)
    const keep = (to: string) => rename(path, to)
    return { name, bytes, keep, drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** A request ends long before: what has lain there for so long was being received when a program was killed. */
const staleMilliseconds = 3_600_000

/** Takes away what a killed program was receiving: everything where no other program shares the folder, else what is old. */
export async function sweepIncoming(folder: string, now: Date, isShared: boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith('incoming-')) continue
    const path = join(folder, name)
    const { mtime } = await stat(path)
    if (!isShared || now.getTime() - mtime.getTime() > staleMilliseconds) await rm(path, { force: true })
  }
}

function tooLarge(): Problem {
  return new Problem('body-too-large', { detail: { bytes: mostImportBytes } })
}

async function write(
  body: Readable,
  contentType: string,
  path: string,
): Promise<{ name: string; bytes: number }> {
  let form: InstanceType<typeof Busboy>
  try {
    const headers: BusboyHeaders = { 'content-type': contentType }
    // no limit on their number: the library never ends a form with a large part that it leaves out by itself, so none is left out
    form = new Busboy({ headers, limits: { fileSize: mostImportBytes, fieldSize: 1024 } })
  } catch {
    throw new Problem('bad-field', { field: 'file' })
  }
  const found: { name: string; bytes: number; target: WriteStream; written: Promise<void> }[] = []
  let refuse: (problem: Problem) => void = () => {}
  const refusal = new Promise<never>((_, reject) => {
    refuse = reject
  })
  const unexpected = (field: string) =>
    refuse(new Problem(field === 'file' ? 'bad-field' : 'unknown-field', { field: field.slice(0, 80) }))
  form.on('field', unexpected)
  form.on('file', (field, stream, fileName) => {
    if (field !== 'file' || found.length > 0) {
      stream.resume()
      unexpected(field)
      return
    }
    // a name is shown and read for its ending; it is no path
    const name =
      (fileName ?? '')
        .replace(/^.*[/\\]/, '')
        .replace(/[\p{Cc}\p{Surrogate}]/gu, '')
        .slice(0, 200) || 'file'
    const target = createWriteStream(path, { mode: 0o600, flags: 'wx' })
    const file = { name, bytes: 0, target, written: Promise.resolve() }
    stream.on('data', (chunk: Buffer) => {
      file.bytes += chunk.length
    })
    // nobody reads on to the end of what is too large
    stream.on('limit', () => refuse(tooLarge()))
    file.written = pipeline(stream, target)
    file.written.catch(() => {})
    found.push(file)
  })
  // what is wrong is answered at once; the rest of the body belongs to `linger.ts`, so nothing here may end it
  const read = finished(form)
  const sent = finished(body, { writable: false }).then(() => read)
  try {
    body.pipe(form)
    await Promise.race([sent, read, refusal])
  } catch (error) {
    body.unpipe(form)
    // closed before it is taken away, or it would be made anew
    for (const { target } of found)
      if (!target.closed) await new Promise<void>(resolve => target.once('close', () => resolve()).destroy())
    if (error instanceof Problem) throw error
    throw new Problem('bad-field', { field: 'file', cause: error })
  }
  const [file] = found
  if (file === undefined) throw new Problem('bad-field', { field: 'file' })
  await file.written
  return { name: file.name, bytes: file.bytes }
}
