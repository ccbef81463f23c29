import { createRoute, z } from '@hono/zod-openapi'
import { answers, newRouter } from '../http.ts'
import { Heat, HeatQuery } from './contract.ts'
import { countCells } from './count-cells.ts'
import { heatBytes, heatJson } from './write-heat.ts'

const { 200: json, default: problem } = answers(Heat, 'incidents counted in square cells')

const getHeat = createRoute({
  method: 'get',
  path: '/api/heat',
  summary: 'Heatmap of the incidents that match a filter',
  request: { query: HeatQuery },
  responses: {
    200: {
      ...json,
      content: {
        ...json.content,
        'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) },
      },
    },
    default: problem,
  },
})

export const heatRoutes = () =>
  newRouter().openapi(getHeat, async c => {
    const query = c.req.valid('query')
    const heat = await countCells(c.get('ctx'), query)
    c.header('Cache-Control', 'no-store')
    if (query.format !== 'binary') return c.json(heatJson(heat), 200)
    return c.body(heatBytes(heat), 200, { 'Content-Type': 'application/octet-stream' })
  })
