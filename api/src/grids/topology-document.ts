import { promisify } from 'node:util'
import { brotliDecompress, gzip } from 'node:zlib'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { selectContentHash, selectTopology } from './queries.ts'

/** A version's topology document as it goes over the wire. */
export interface TopologyDocument {
  /** Strong: the hash of the document and the encoding, for each encoding is other bytes. */
  readonly etag: string
  readonly encoding: Encoding
  /** Null when the caller has it already. */
  readonly body: Uint8Array | null
}

export type Encoding = 'br' | 'gzip' | 'identity'

/** Gzipped documents of the last versions asked for: brotli is what is stored, and what nearly everybody takes. */
const keptGzips = 4
const gzips = new Map<string, Promise<Uint8Array>>()

/**
 * @param accepts the request's Accept-Encoding
 * @param known the request's If-None-Match
 * Throws `not-found`.
 */
export async function topologyDocument(
  ctx: Ctx,
  version: number,
  accepts: string | undefined,
  known: string | undefined,
): Promise<TopologyDocument> {
  const encoding = chooseEncoding(accepts)
  const hash = await selectContentHash(ctx.sql, version)
  if (hash === undefined) throw new Problem('not-found', { field: 'version' })
  const etag = `"${hash}-${encoding}"`
  if (matches(known, etag)) return { etag, encoding, body: null }
  const stored = await selectTopology(ctx.sql, version)
  if (stored === undefined) throw new Problem('not-found', { field: 'version' })
  return { etag, encoding, body: await encoded(stored.topology, hash, encoding) }
}

/** The best encoding that the caller takes; `q=0` refuses one, `*` stands for all others. */
export function chooseEncoding(accepts: string | undefined): Encoding {
  const weights = new Map(
    (accepts ?? '').split(',').map(part => {
      const [name = '', ...parameters] = part.split(';').map(word => word.trim().toLowerCase())
      const q = parameters.find(word => word.startsWith('q='))
      return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const
    }),
  )
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  if (weight('br') > 0 && weight('br') >= weight('gzip')) return 'br'
  return weight('gzip') > 0 ? 'gzip' : 'identity'
}

/** If-None-Match compares weakly: a proxy may have marked the tag. */
function matches(known: string | undefined, etag: string): boolean {
  if (known === undefined) return false
  return known.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

async function encoded(stored: Uint8Array, hash: string, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'br') return stored
  if (encoding === 'identity') return decompress(stored)
  const found = gzips.get(hash)
  if (found !== undefined) return found
  const made = decompress(stored).then(text => compress(text, { level: 9 }))
  gzips.set(hash, made)
  made.catch(() => gzips.delete(hash))
  for (const oldest of gzips.keys()) {
    if (gzips.size <= keptGzips) break
    gzips.delete(oldest)
  }
  return made
}

const decompress = promisify(brotliDecompress)
const compress = promisify(gzip)
