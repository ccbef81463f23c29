import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../http.ts'

/** Smaller answers do not get smaller. */
export const smallestBytes = 1024
/** About as fast as gzip, and smaller. */
const brotliQuality = 4

const varies = /(^|,)\s*(accept-encoding|\*)\s*(,|$)/i
const compressible = /^(application\/(json|problem\+json|octet-stream|geo\+json)|text\/|image\/svg)/

/** Brotli or gzip, by what the caller takes. An answer that is encoded already, or says `no-transform`, is left alone. */
export const compress: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  const { res } = c
  const type = res.headers.get('content-type') ?? ''
  if (res.body === null || res.headers.has('content-encoding') || c.req.method === 'HEAD') return
  if (res.headers.get('cache-control')?.includes('no-transform')) return
  if (!compressible.test(type) || type.startsWith('text/event-stream')) return
  // Also when it is sent plain, or a cache would give the plain one to everybody.
  if (!varies.test(res.headers.get('vary') ?? '')) c.header('Vary', 'Accept-Encoding', { append: true })
  const encoding = encodingFor(c.req.header('accept-encoding') ?? '')
  if (encoding === null) return
  const plain = Buffer.from(await c.res.arrayBuffer())
  const headers = new Headers(c.res.headers)
  // Hono copies the old answer's headers over a new one's, unless there is none.
  c.res = undefined
  if (plain.length < smallestBytes) {
    c.res = new Response(plain, { status: res.status, headers })
    return
  }
  headers.set('content-encoding', encoding)
  headers.delete('content-length')
  const etag = headers.get('etag')
  if (etag !== null && !etag.startsWith('W/')) headers.set('etag', `W/${etag}`)
  const body = await packed(plain, encoding)
  c.res = new Response(body, { status: res.status, headers })
}

export function packed(plain: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer<ArrayBuffer>> {
  return encoding === 'br' ? brotli(plain) : gzipped(plain)
}

const gzipped = promisify(gzip)
const compressBrotli = promisify(brotliCompress)
const brotli = (plain: Buffer) =>
  compressBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })

/** `br` before `gzip` unless the caller likes gzip better; `q=0` refuses one, `*` stands for all that are not named. */
export function encodingFor(accept: string): 'br' | 'gzip' | null {
  const weights = new Map(
    accept.split(',').map(part => {
      const [name = '', ...parameters] = part.split(';').map(word => word.trim().toLowerCase())
      const q = parameters.find(word => word.startsWith('q='))
      return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const
    }),
  )
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  if (weight('br') > 0 && weight('br') >= weight('gzip')) return 'br'
  return weight('gzip') > 0 ? 'gzip' : null
}
