import { createRoute } from '@hono/zod-openapi'
import { answers, newRouter } from '../http.ts'
import { SearchAnswer, SearchQuery } from './contract.ts'
import { find } from './find.ts'

const getSearch = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Grids, centers, posts, classes and incidents by name, code, number or pinyin',
  request: { query: SearchQuery },
  responses: answers(SearchAnswer, 'hits, best first'),
})

export const searchRoutes = () =>
  newRouter().openapi(getSearch, async c => c.json(await find(c.get('ctx'), c.req.valid('query')), 200))
