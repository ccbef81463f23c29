import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { encodingFor } from '../http/compress.ts'
import type { Tiles } from './tiles.ts'

const forever = 'public, max-age=31536000, immutable, no-transform'
const prefix = '/tiles/grids/'
const suffix = '.mvt'

export interface TileAnswer {
  readonly status: 200 | 204 | 304
  /** Name, value, name, value, … */
  readonly headers: readonly string[]
  readonly body: Uint8Array | null
}

/** What is said to somebody who asks for a tile; the address names version and place, and what is there never changes. */
export function tileAnswer(
  path: string,
  gzipped: Uint8Array,
  asked: { readonly accepts: string; readonly known: string | undefined },
): TileAnswer {
  const { accepts, known } = asked
  const isGzip = accepts === 'gzip' || encodingFor(accepts.replace(/\bbr\b/g, '')) === 'gzip'
  const etag = `"${path.slice(prefix.length, -suffix.length)}${isGzip ? '' : '/plain'}"`
  const headers = [
    ...['Cache-Control', forever, 'ETag', etag],
    ...['Vary', 'Accept-Encoding', 'X-Content-Type-Options', 'nosniff'],
  ]
  if (known === etag) return { status: 304, headers, body: null }
  if (gzipped.length === 0) return { status: 204, headers, body: null }
  const body = isGzip ? gzipped : gunzipSync(gzipped)
  headers.push('Content-Type', 'application/vnd.mapbox-vector-tile', 'Content-Length', String(body.length))
  if (isGzip) headers.push('Content-Encoding', 'gzip')
  return { status: 200, headers, body }
}

/**
 * Answers for tiles that are made already, before anything else looks at the request: a map asks for them by the hundred, and everything
 * around would cost more than the tile. False: the request is somebody else's.
 */
export function keptTiles(tiles: Tiles): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  return ({ method, url = '', headers }, outgoing) => {
    if (!url.startsWith(prefix) || (method !== 'GET' && method !== 'HEAD')) return false
    const kept = tiles.kept(url)
    if (kept === undefined) return false
    const accepts = headers['accept-encoding']
    const answer = tileAnswer(url, kept, {
      accepts: typeof accepts === 'string' ? accepts : '',
      known: headers['if-none-match'],
    })
    outgoing.writeHead(answer.status, answer.headers as string[])
    if (answer.body === null || method === 'HEAD') outgoing.end()
    else outgoing.end(answer.body)
    return true
  }
}
