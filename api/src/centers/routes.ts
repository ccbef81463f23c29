import { createRoute } from '@hono/zod-openapi'
import { answers, newRouter } from '../http.ts'
import { CenterList, CenterQuery } from './contract.ts'
import { listCenters } from './list-centers.ts'

const getCenters = createRoute({
  method: 'get',
  path: '/api/centers',
  summary: 'Service centers, all or nearest first',
  request: { query: CenterQuery },
  responses: answers(CenterList, 'centers'),
})

export const centerRoutes = () =>
  newRouter().openapi(getCenters, async c =>
    c.json(await listCenters(c.get('ctx'), c.req.valid('query')), 200),
  )
