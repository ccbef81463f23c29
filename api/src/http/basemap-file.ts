import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'

/** A PMTiles file in pieces, as its reader asks for them. Answers 206, 200, 404, 416. */
export async function serveBasemapFile(c: Context<Env>, file: string): Promise<Response> {
  const size = await stat(file).then(
    found => found.size,
    () => null,
  )
  if (size === null) throw new Problem('not-found')
  c.header('Accept-Ranges', 'bytes')
  c.header('Content-Type', 'application/vnd.pmtiles')
  c.header('Cache-Control', 'no-cache')
  const range = rangeOf(c.req.header('range'), size)
  if (range === 'impossible') {
    c.header('Content-Range', `bytes */${size}`)
    return c.body(null, 416)
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  c.header('Content-Length', String(end - start + 1))
  if (range !== null) c.header('Content-Range', `bytes ${start}-${end}/${size}`)
  const stream = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream
  return c.body(stream, range === null ? 200 : 206)
}

/** One range of bytes, both ends included; null when none was asked for, or in a way that may be ignored. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'impossible' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return null
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end || start >= size ? 'impossible' : { start, end }
}
