import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonAnswer, jsonBody, newRouter, problemAnswer } from '../http.ts'
import {
  Incident,
  IncidentAtQuery,
  IncidentPage,
  IncidentQuery,
  NewIncident,
  OpenPoints,
  OpenQuery,
  ReportedIncident,
} from './contract.ts'
import { listIncidents } from './list-incidents.ts'
import { openPoints } from './open-points.ts'
import { report } from './report.ts'
import { showIncident } from './show-incident.ts'

const getIncidents = createRoute({
  method: 'get',
  path: '/api/incidents',
  summary: 'Incidents that match a filter, newest first',
  request: { query: IncidentQuery },
  responses: answers(IncidentPage, 'a page of incidents'),
})

const getOpen = createRoute({
  method: 'get',
  path: '/api/incidents/open',
  summary: 'Open incidents as points for the map',
  request: { query: OpenQuery },
  responses: answers(OpenPoints, 'points'),
})

const getIncident = createRoute({
  method: 'get',
  path: '/api/incidents/{id}',
  summary: 'One incident with its events and the route it took',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[1-9]\d{0,14}$/)
        .transform(Number),
    }),
    query: IncidentAtQuery,
  },
  responses: answers(Incident, 'the incident'),
})

const postIncident = createRoute({
  method: 'post',
  path: '/api/incidents',
  summary: 'Reports an incident at a place or of a grid',
  request: { body: jsonBody(NewIncident) },
  responses: {
    200: jsonAnswer(ReportedIncident, 'this key had been used for the same report before'),
    201: jsonAnswer(ReportedIncident, 'reported'),
    default: problemAnswer,
  },
})

export const incidentRoutes = () =>
  newRouter()
    .openapi(getIncidents, async c => c.json(await listIncidents(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getOpen, async c => c.json(await openPoints(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getIncident, async c => {
      const { at } = c.req.valid('query')
      return c.json(await showIncident(c.get('ctx'), c.req.valid('param').id, at), 200)
    })
    .openapi(postIncident, async c => {
      const { created, incident } = await report(c.get('ctx'), c.req.valid('json'))
      c.header('Location', `/api/incidents/${incident.id}`)
      return c.json(incident, created ? 201 : 200)
    })
