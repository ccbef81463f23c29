import { gunzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { encodingFor } from '../http/compress.ts'
import { type Env, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { describeTiles } from './describe-tiles.ts'
import { Tiles } from './tiles.ts'

const forever = 'public, max-age=31536000, immutable, no-transform'
const whole = '[0-9]{1,9}'

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
      const [version = 0, z = 0, x = 0, y = 0] = (['version', 'z', 'x', 'y'] as const).map(name =>
        Number.parseInt(c.req.param(name), 10),
      )
      const asked = { version, z, x, y }
      return answer(c, `${version}-${z}-${x}-${y}`, tiles.kept(asked) ?? (await tiles.tile(ctxOf(), asked)))
    })
}

function answer(c: Context<Env>, name: string, gzipped: Uint8Array): Response {
  const isGzip = encodingFor(c.req.header('accept-encoding') ?? '') !== null || gzipped.length === 0
  const takesGzip = isGzip && /gzip|\*/.test(c.req.header('accept-encoding') ?? '')
  const etag = `"${name}-${takesGzip ? 'gzip' : 'plain'}"`
  c.header('ETag', etag)
  c.header('Cache-Control', forever)
  c.header('Vary', 'Accept-Encoding')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  if (gzipped.length === 0) return c.body(null, 204)
  c.header('Content-Type', 'application/vnd.mapbox-vector-tile')
  if (!takesGzip) return c.body(Uint8Array.from(gunzipSync(gzipped)))
  c.header('Content-Encoding', 'gzip')
  return c.body(gzipped as Uint8Array<ArrayBuffer>)
}
