import { createRoute, z } from '@hono/zod-openapi'
import { streamOf } from '../exports/stream.ts'
import { answers, newRouter, problemAnswer } from '../http.ts'
import { GridCode } from '../wire.ts'
import { GridAtQuery, GridDetail, GridExportQuery, GridPage, GridQuery } from './contract.ts'
import { exportGrids } from './export-grids.ts'
import { listGrids } from './list-grids.ts'
import { showGrid } from './show-grid.ts'
import { topologyDocument } from './topology-document.ts'

const getGrids = createRoute({
  method: 'get',
  path: '/api/grids',
  summary: 'Grids of the version in force, in order of codes',
  request: { query: GridQuery },
  responses: answers(GridPage, 'a page of grids'),
})

const getGrid = createRoute({
  method: 'get',
  path: '/api/grids/{code}',
  summary: 'One grid with its posts, chain, children, neighbours, center and open counts',
  request: { params: z.object({ code: GridCode }), query: GridAtQuery },
  responses: answers(GridDetail, 'the grid'),
})

const versionParams = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})
const binary = z.string().openapi({ format: 'binary' })

const getExport = createRoute({
  method: 'get',
  path: '/api/grids/{version}/export',
  summary:
    'The grids of a version as a file: GeoJSON, GeoPackage, zipped Shapefile, or a table of their codes',
  request: { params: versionParams, query: GridExportQuery },
  responses: {
    200: {
      description: 'the file; coordinates in degrees of WGS84, as they are stored',
      content: {
        'application/geo+json': { schema: binary },
        'application/geopackage+sqlite3': { schema: binary },
        'application/zip': { schema: binary },
        'text/csv; charset=utf-8': { schema: binary },
      },
    },
    default: problemAnswer,
  },
})

const getTopology = createRoute({
  method: 'get',
  path: '/api/grids/{version}/topology',
  summary: 'All leaf faces of a version on shared arcs, and its tree: TopoJSON, never changes',
  request: {
    params: versionParams,
  },
  responses: {
    200: {
      description:
        'TopoJSON with `objects.faces` and `grids`; `transform.scale` 1e-7, so no coordinate is lost',
      content: { 'application/json': { schema: z.looseObject({ type: z.literal('Topology') }) } },
    },
    304: { description: 'the caller has it already' },
    default: problemAnswer,
  },
})

export const gridRoutes = () =>
  newRouter()
    .openapi(getGrids, async c => c.json(await listGrids(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getGrid, async c => {
      const { at } = c.req.valid('query')
      return c.json(await showGrid(c.get('ctx'), c.req.valid('param').code, at), 200)
    })
    .openapi(getExport, async c => {
      const ctx = c.get('ctx')
      const { type, name, bytes } = await exportGrids(ctx, c.req.valid('param').version, c.req.valid('query'))
      return c.body(streamOf(ctx, bytes), 200, {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store, no-transform',
      })
    })
    .openapi(getTopology, async c => {
      const { version } = c.req.valid('param')
      const { etag, encoding, body } = await topologyDocument(
        c.get('ctx'),
        version,
        c.req.header('accept-encoding'),
        c.req.header('if-none-match'),
      )
      c.header('ETag', etag)
      c.header('Vary', 'Accept-Encoding')
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
      if (body === null) return c.body(null, 304)
      if (encoding !== null) c.header('Content-Encoding', encoding)
      return c.body(Uint8Array.from(body), 200, { 'Content-Type': 'application/json' })
    })
