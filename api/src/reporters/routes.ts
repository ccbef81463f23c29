import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import type { Service } from '../service.ts'
import { PersonErased, PersonFile, PersonRequest, ReporterContact, ReporterRead } from './contract.ts'
import { erasePerson } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
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

const postExport = createRoute({
  method: 'post',
  path: '/api/reporters/exports',
  summary:
    'What one person gave as a reporter, photos and later words too, for that person; with a reason, into the audit log',
  request: { body: jsonBody(PersonRequest) },
  responses: answers(PersonFile, 'what is kept'),
})

const postErasure = createRoute({
  method: 'post',
  path: '/api/reporters/erasures',
  summary:
    'Deletes what one person gave as a reporter: contact, secret link, photos, later words, and name and number in titles and texts; with a reason, into the audit log',
  request: { body: jsonBody(PersonRequest) },
  responses: answers(PersonErased, 'the cases that lost their reporter'),
})

export const reporterRoutes = ({ evidence }: Service) =>
  newRouter()
    .openapi(postRead, async c => {
      const contact = await readReporter(c.get('ctx'), c.req.valid('param').incident, c.req.valid('json'))
      c.header('Cache-Control', 'no-store')
      return c.json(contact, 200)
    })
    .openapi(postExport, async c => {
      c.header('Cache-Control', 'no-store')
      return c.json(await exportPerson(c.get('ctx'), evidence, c.req.valid('json')), 200)
    })
    .openapi(postErasure, async c =>
      c.json(await erasePerson(c.get('ctx'), evidence, c.req.valid('json')), 200),
    )
