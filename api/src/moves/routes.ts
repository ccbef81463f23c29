import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter, validated } from '../http.ts'
import { Rev } from '../wire.ts'
import { Assignees, CaseView, MoveVerb, moveInputs, Workload, WorkloadQuery } from './contract.ts'
import { listAssignees } from './list-assignees.ts'
import { move } from './move.ts'
import { workload } from './workload.ts'

const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

const postMove = createRoute({
  method: 'post',
  path: '/api/incidents/{id}/moves/{verb}',
  summary: 'One step of a case: `rev` as the caller has seen it, and the fields of the verb',
  request: {
    params: z.object({ id, verb: MoveVerb }),
    // Each verb's fields are checked by its own contract: a union would not say which field is wrong.
    body: jsonBody(z.looseObject({ rev: Rev }).openapi('Move')),
  },
  responses: answers(CaseView, 'how the case stands now'),
})

const getAssignees = createRoute({
  method: 'get',
  path: '/api/incidents/{id}/assignees',
  summary: 'Whom the case can be dispatched to, nearest first, with the cases each has open',
  request: { params: z.object({ id }) },
  responses: answers(Assignees, 'posts, centers and departments'),
})

const getWorkload = createRoute({
  method: 'get',
  path: '/api/workload',
  summary: 'Open cases of a subtree by who is to handle them and by the grids just below it',
  request: { query: WorkloadQuery },
  responses: answers(Workload, 'the workload'),
})

export const moveRoutes = () =>
  newRouter()
    .openapi(postMove, async c => {
      const { id, verb } = c.req.valid('param')
      return c.json(await move(c.get('ctx'), id, verb, validated(moveInputs[verb], c.req.valid('json'))), 200)
    })
    .openapi(getAssignees, async c => c.json(await listAssignees(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(getWorkload, async c => c.json(await workload(c.get('ctx'), c.req.valid('query')), 200))
