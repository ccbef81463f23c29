import { createRoute, z } from '@hono/zod-openapi'
import { answers, newRouter } from '../http.ts'
import { CaseDuplicates, DuplicateQuery, Suggestions } from './contract.ts'
import { findDuplicates } from './find-duplicates.ts'
import { showDuplicates } from './show-duplicates.ts'

const getSuggestions = createRoute({
  method: 'get',
  path: '/api/duplicates',
  summary: 'Open cases that may be the matter somebody is about to report, best first',
  request: { query: DuplicateQuery },
  responses: answers(Suggestions, 'at most five, each with why'),
})

const getOfCase = createRoute({
  method: 'get',
  path: '/api/incidents/{id}/duplicates',
  summary: 'What a case is linked to, what is linked to it, and what may be the same',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[1-9]\d{0,14}$/)
        .transform(Number),
    }),
  },
  responses: answers(CaseDuplicates, 'its group and suggestions'),
})

export const duplicateRoutes = () =>
  newRouter()
    .openapi(getSuggestions, async c => c.json(await findDuplicates(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getOfCase, async c => c.json(await showDuplicates(c.get('ctx'), c.req.valid('param').id), 200))
