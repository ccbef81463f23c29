import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import { ReporterContact, ReporterRead } from './contract.ts'
import { readReporter } from './read-reporter.ts'

const postRead = createRoute({
  method: 'post',
  path: '/api/reporters/{incident}/reads',
  summary: 'A reporter’s contact, for a purpose; every read is written to the audit log',
  request: {
    params: z.object({
      incident: z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    }),
    body: jsonBody(ReporterRead),
  },
  responses: answers(ReporterContact, 'the contact'),
})

export const reporterRoutes = () =>
  newRouter().openapi(postRead, async c => {
    const contact = await readReporter(c.get('ctx'), c.req.valid('param').incident, c.req.valid('json'))
    c.header('Cache-Control', 'no-store')
    return c.json(contact, 200)
  })
