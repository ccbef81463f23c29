import type { Context } from 'hono'
import { type Env, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { describeTiles } from './describe-tiles.ts'
import { tileAnswer } from './send-tile.ts'

const whole = '[0-9]{1,9}'

/** The public map of the grids as vector tiles; not part of `/api`, as maps of others read them. */
export const tileRoutes = (service: Service) => {
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
      const [version = 0, z = 0, x = 0, y = 0] = (path.match(/\d+/g) ?? []).map(Number)
      return answer(c, await service.tiles.tile(ctxOf(), path, { version, z, x, y }))
    })
}

function answer(c: Context<Env>, gzipped: Uint8Array): Response {
  const accepts = c.req.header('accept-encoding') ?? ''
  const known = c.req.header('if-none-match')
  const { status, headers, body } = tileAnswer(c.req.path, gzipped, { accepts, known })
  const pairs = headers.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, headers[i + 1] ?? '']] : [],
  )
  return new Response(body === null ? null : Uint8Array.from(body), { status, headers: pairs })
}
