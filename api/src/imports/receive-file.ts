import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
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
 * The file of a form, written to the disk as it comes and never held in memory. Throws `bad-field` without a file, `body-too-large`; what was
 * written until then is taken away.
 */
export async function receiveFile(
  body: ReadableStream | null,
  contentType: string,
  folder: string,
): Promise<ReceivedFile> {
  if (body === null) throw new Problem('bad-field', { field: 'file' })
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

function tooLarge(): Problem {
  return new Problem('body-too-large', { detail: { bytes: mostImportBytes } })
}

async function write(
  body: ReadableStream,
  contentType: string,
  path: string,
): Promise<{ name: string; bytes: number }> {
  let form: InstanceType<typeof Busboy>
  try {
    const headers: BusboyHeaders = { 'content-type': contentType }
    form = new Busboy({ headers, limits: { files: 1, fileSize: mostImportBytes, fields: 0 } })
  } catch {
    throw new Problem('bad-field', { field: 'file' })
  }
  const found: { name: string; bytes: number; written: Promise<void> }[] = []
  form.on('file', (field, stream, fileName) => {
    if (field !== 'file') {
      stream.resume()
      return
    }
    // a name is shown and read for its ending; it is no path
    const name =
      (fileName ?? '')
        .replace(/^.*[/\\]/, '')
        .replace(/[\p{Cc}\p{Surrogate}]/gu, '')
        .slice(0, 200) || 'file'
    const file = { name, bytes: 0, written: Promise.resolve() }
    stream.on('data', (chunk: Buffer) => {
      file.bytes += chunk.length
    })
    // nobody reads on to the end of what is too large
    stream.on('limit', () => form.destroy(tooLarge()))
    file.written = pipeline(stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    file.written.catch(() => {})
    found.push(file)
  })
  try {
    await pipeline(Readable.fromWeb(body), form)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('bad-field', { field: 'file', cause: error })
  }
  const [file] = found
  if (file === undefined) throw new Problem('bad-field', { field: 'file' })
  await file.written
  return { name: file.name, bytes: file.bytes }
}
