import { promisify } from 'node:util'
import { brotliDecompress, gzip } from 'node:zlib'
import type { Ctx } from '../context.ts'
import { encodingFor } from '../http/compress.ts'
import { Problem } from '../problem.ts'
import { selectContentHash, selectTopology } from './queries.ts'

/** A version's topology document as it goes over the wire. */
export interface TopologyDocument {
  /** Strong: the hash of the document and the encoding, for each encoding is other bytes. */
  readonly etag: string
  /** Null: plain. */
  readonly encoding: Encoding
  /** Null when the caller has it already. */
  readonly body: Uint8Array | null
}

export type Encoding = ReturnType<typeof encodingFor>

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
  const encoding = encodingFor(accepts ?? '')
  const hash = await selectContentHash(ctx.sql, version)
  if (hash === undefined) throw new Problem('not-found', { field: 'version' })
  const etag = `"${hash}-${encoding ?? 'plain'}"`
  if (matches(known, etag)) return { etag, encoding, body: null }
  const stored = await selectTopology(ctx.sql, version)
  if (stored === undefined) throw new Problem('not-found', { field: 'version' })
  return { etag, encoding, body: await encoded(stored.topology, hash, encoding) }
}

/** If-None-Match compares weakly: a proxy may have marked the tag. */
function matches(known: string | undefined, etag: string): boolean {
  if (known === undefined) return false
  return known.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

async function encoded(stored: Uint8Array, hash: string, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'br') return stored
  if (encoding === null) return decompress(stored)
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
