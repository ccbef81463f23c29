import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import type { Settings } from '../settings.ts'
import { changeOpenness } from './change-openness.ts'
import { City, DutyCode, DutyName, Openness } from './contract.ts'
import { nameDuty } from './name-duty.ts'
import { selectDistricts, selectOpenness } from './queries.ts'
import { readCity } from './read-city.ts'

const getCity = createRoute({
  method: 'get',
  path: '/api/city',
  summary: 'What this city is made of: levels, nets, duties, classes, counts, sources',
  responses: answers(City, 'the city'),
})

const getDistricts = createRoute({
  method: 'get',
  path: '/api/city/districts',
  summary: 'Real outlines around the grids, for context only: TopoJSON, or null',
  responses: answers(z.unknown(), 'a TopoJSON topology with `objects.districts`, or null'),
})

const getOpenness = createRoute({
  method: 'get',
  path: '/api/city/openness',
  summary: 'Whether everybody may read cases one by one, and below which number others are told nothing',
  responses: answers(Openness, 'what holds now'),
})

const putOpenness = createRoute({
  method: 'put',
  path: '/api/city/openness',
  summary: 'Changes who may read cases one by one, and below which number others are told nothing',
  request: { body: jsonBody(Openness) },
  responses: answers(Openness, 'what holds now'),
})

const putDuty = createRoute({
  method: 'put',
  path: '/api/city/duties/{code}',
  summary: 'Names a duty that the source left empty; null takes its name away',
  request: { params: DutyCode, body: jsonBody(DutyName) },
  responses: answers(DutyName, 'its name now'),
})

export const cityRoutes = (settings: Settings) =>
  newRouter()
    .openapi(getCity, async c => c.json(await readCity(c.get('ctx'), settings), 200))
    .openapi(getOpenness, async c => c.json(await selectOpenness(c.get('ctx').sql), 200))
    .openapi(putOpenness, async c => c.json(await changeOpenness(c.get('ctx'), c.req.valid('json')), 200))
    .openapi(putDuty, async c =>
      c.json(await nameDuty(c.get('ctx'), c.req.valid('param').code, c.req.valid('json')), 200),
    )
    .openapi(getDistricts, async c => {
      c.header('Cache-Control', 'public, max-age=3600')
      return c.json((await selectDistricts(c.get('ctx').sql)) as never, 200)
    })
