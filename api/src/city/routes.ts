import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import type { Basemap } from '../settings.ts'
import { changeOpenness } from './change-openness.ts'
import { City, Openness } from './contract.ts'
import { selectDistricts } from './queries.ts'
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

const putOpenness = createRoute({
  method: 'put',
  path: '/api/city/openness',
  summary: 'Whether everybody may read cases one by one, and below which number others are told nothing',
  request: { body: jsonBody(Openness) },
  responses: answers(Openness, 'what holds now'),
})

export const cityRoutes = (basemap: Basemap | null) =>
  newRouter()
    .openapi(getCity, async c => c.json(await readCity(c.get('ctx'), basemap), 200))
    .openapi(putOpenness, async c => c.json(await changeOpenness(c.get('ctx'), c.req.valid('json')), 200))
    .openapi(getDistricts, async c => {
      c.header('Cache-Control', 'public, max-age=3600')
      return c.json((await selectDistricts(c.get('ctx').sql)) as never, 200)
    })
