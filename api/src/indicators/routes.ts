import { createRoute } from '@hono/zod-openapi'
import { answers, newRouter } from '../http.ts'
import { IndicatorQuery, Indicators } from './contract.ts'
import { readIndicators } from './read-indicators.ts'

const getIndicators = createRoute({
  method: 'get',
  path: '/api/indicators',
  summary: 'Counters and indicators of the incidents that match a filter, in all and by group',
  request: { query: IndicatorQuery },
  responses: answers(Indicators, 'counts and shares'),
})

export const indicatorRoutes = () =>
  newRouter().openapi(getIndicators, async c =>
    c.json(await readIndicators(c.get('ctx'), c.req.valid('query')), 200),
  )
