import { gunzipSync } from 'node:zlib'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { encodingFor } from '../http/compress.ts'
import { type Env, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { describeTiles } from './describe-tiles.ts'
import { Tiles } from './tiles.ts'

const forever = 'public, max-age=31536000, immutable, no-transform'
const whole = '[0-9]{1,9}'
const prefix = '/tiles/grids/'
const suffix = '.mvt'

/** The public map of the grids as vector tiles; not part of `/api`, as maps of others read them. */
export const tileRoutes = (service: Service) => {
  const tiles = new Tiles()
  const ctxOf = () => {
    const { startup, database } = service
    if (!startup.usable || database === null) throw new Problem('starting')
    return programContext(service, database.sql)
  }
  return newRouter()
    .get('/tiles/grids.json', async c => {
      c.header('Cache-Control', 'no-cache')
      return c.json(await describeTiles(ctxOf(), new URL(c.req.url).origin, service.settings.publicUrl))
    })
    .get(`/tiles/grids/:version{${whole}}/:z{${whole}}/:x{${whole}}/:y{${whole}\\.mvt}`, async c => {
      const { path } = c.req
      const kept = tiles.kept(path)
      if (kept !== undefined) return answer(c, path, kept)
      const [version = 0, z = 0, x = 0, y = 0] = (path.match(/\d+/g) ?? []).map(Number)
      return answer(c, path, await tiles.tile(ctxOf(), path, { version, z, x, y }))
    })
}

function answer(c: Context<Env>, path: string, gzipped: Uint8Array): Response {
  const accepts = c.req.header('accept-encoding') ?? ''
  const isGzip = accepts === 'gzip' || encodingFor(accepts.replace(/\bbr\b/g, '')) === 'gzip'
  // the address names version and place, and what is there never changes
  const etag = `"${path.slice(prefix.length, -suffix.length)}${isGzip ? '' : '/plain'}"`
  const headers: Record<string, string> = {
    'Cache-Control': forever,
    ETag: etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  }
  if (c.req.header('if-none-match') === etag) return sent(c, 304, headers, null)
  if (gzipped.length === 0) return sent(c, 204, headers, null)
  headers['Content-Type'] = 'application/vnd.mapbox-vector-tile'
  if (isGzip) headers['Content-Encoding'] = 'gzip'
  return sent(c, 200, headers, isGzip ? gzipped : gunzipSync(gzipped))
}

/** Straight to the socket where there is one: a map asks for tiles by the hundred, and a `Response` would cost more than the tile. */
function sent(
  c: Context<Env>,
  status: 200 | 204 | 304,
  headers: Record<string, string>,
  body: Uint8Array | null,
): Response {
  const out = c.env?.outgoing
  if (out === undefined)
    return new Response(body === null ? null : Uint8Array.from(body), { status, headers })
  if (body !== null) headers['Content-Length'] = String(body.length)
  out.writeHead(status, headers)
  if (body === null || c.req.method === 'HEAD') out.end()
  else out.end(body)
  return RESPONSE_ALREADY_SENT
}
