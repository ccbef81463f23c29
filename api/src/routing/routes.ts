import { Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { createRoute } from '@hono/zod-openapi'
import { encodingFor } from '../http/compress.ts'
import { answers, jsonBody, newRouter } from '../http.ts'
import { Route, RouteBatch, RouteBatchAnswer, RouteQuery } from './contract.ts'
import { routePlace } from './route.ts'
import { routeBatch } from './route-batch.ts'

const getRoute = createRoute({
  method: 'get',
  path: '/api/route',
  summary: 'The grid of every level, the owner and the nearest center of a place, with the reason',
  request: { query: RouteQuery },
  responses: answers(Route, 'the route'),
})

const postRoute = createRoute({
  method: 'post',
  path: '/api/route',
  summary: 'Routes of up to 50,000 places, in the order of the request',
  request: { body: jsonBody(RouteBatch) },
  responses: answers(RouteBatchAnswer, 'the routes'),
})

export const routingRoutes = () =>
  newRouter()
    .openapi(getRoute, async c => {
      const ctx = c.get('ctx')
      const { at, ...place } = c.req.valid('query')
      const { route } = await routePlace(ctx, place, at === undefined ? ctx.now : new Date(at))
      return c.json(route, 200)
    })
    .openapi(postRoute, async c => {
      const pieces = Readable.from(await routeBatch(c.get('ctx'), c.req.valid('json')))
      const encoding = encodingFor(c.req.header('accept-encoding') ?? '')
      if (encoding !== null) c.header('Content-Encoding', encoding)
      c.header('Vary', 'Accept-Encoding')
      c.header('Content-Type', 'application/json')
      return c.body(toWeb(compressed(pieces, encoding)), 200) as never
    })

/** Fast rather than small: the answers repeat themselves so much that either way a tenth is left. */
function compressed(pieces: Readable, encoding: 'br' | 'gzip' | null): Readable {
  if (encoding === null) return pieces
  const packer =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
      : createGzip({ level: 1 })
  pieces.once('error', error => packer.destroy(error))
  packer.once('close', () => pieces.destroy())
  return pieces.pipe(packer)
}

function toWeb(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as ReadableStream
}
