import { createRoute, z } from '@hono/zod-openapi'
import type { TypedResponse } from 'hono'
import { EventsQuery, readEventId } from '../events/contract.ts'
import { createStreams } from '../events/open-stream.ts'
import { encodingFor } from '../http/compress.ts'
import { answers, jsonBody, newRouter, problemAnswer } from '../http.ts'
import { requireWholeCity } from '../incidents/reach.ts'
import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { Bell } from './bell.ts'
import { commandWall, readRemote } from './command-wall.ts'
import {
  Programme,
  ProgrammeChange,
  Remote,
  RemoteAct,
  WallCase,
  WallOpen,
  WallOpenQuery,
  WallPicture,
  WallQuery,
  WallSteps,
  WallStepsQuery,
} from './contract.ts'
import { Pictures } from './pictures.ts'
import { changeProgramme, readProgramme } from './programme.ts'
import { selectRevisions } from './queries.ts'
import { readCase } from './read-case.ts'
import { readOpen } from './read-open.ts'
import { readSteps } from './read-steps.ts'

const getWall = createRoute({
  method: 'get',
  path: '/api/wall',
  summary:
    'All numbers of the wall display, of now or of a moment of the past; each names the list of its cases',
  request: { query: WallQuery },
  responses: answers(WallPicture, 'the picture'),
})

const getOpen = createRoute({
  method: 'get',
  path: '/api/wall/open',
  summary: 'The open cases that have a place, of now or of a moment of the past',
  request: { query: WallOpenQuery },
  responses: answers(WallOpen, 'the cases'),
})

const getSteps = createRoute({
  method: 'get',
  path: '/api/wall/steps',
  summary: 'What happened in a span of the past, of an hour at most, for a replay',
  request: { query: WallStepsQuery },
  responses: answers(WallSteps, 'the steps, in order'),
})

const getEvents = createRoute({
  method: 'get',
  path: '/api/wall/events',
  summary:
    'The stream of `/api/events`, and in it `event: wall` when the programme or the remote has changed',
  request: { query: EventsQuery.pick({ lastEventId: true }) },
  responses: {
    200: {
      description: 'a stream that stays open',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    default: problemAnswer,
  },
})

const getCase = createRoute({
  method: 'get',
  path: '/api/wall/cases/{id}',
  summary: 'A case as the wall shows it: its place, who answers for it by office, the nearest centers',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[1-9]\d{0,14}$/)
        .transform(Number),
    }),
  },
  responses: answers(WallCase, 'the case'),
})

const getProgramme = createRoute({
  method: 'get',
  path: '/api/wall/programme',
  summary: 'What the wall shows in turn',
  responses: answers(Programme, 'the programme'),
})

const putProgramme = createRoute({
  method: 'put',
  path: '/api/wall/programme',
  summary: 'Changes what the wall shows in turn',
  request: { body: jsonBody(ProgrammeChange) },
  responses: answers(Programme, 'the programme'),
})

const getRemote = createRoute({
  method: 'get',
  path: '/api/wall/remote',
  summary: 'What the duty officer has done to the wall',
  responses: answers(Remote, 'the remote'),
})

const postRemote = createRoute({
  method: 'post',
  path: '/api/wall/remote',
  summary: 'Pins a scene, skips one, points at a place, or takes that back; every wall follows',
  request: { body: jsonBody(RemoteAct) },
  responses: answers(Remote, 'the remote'),
})

const json = { 'Content-Type': 'application/json' } as const
/** Packed once for all walls: the types cannot see that it is what the contract says. */
const asPicture = (answer: Response) => answer as Response & TypedResponse<WallPicture, 200, 'json'>

export const wallRoutes = (service: Service) => {
  const context = () => {
    if (service.database === null) throw new Problem('database-unavailable')
    return programContext(service, service.database.sql)
  }
  const openStream = createStreams(service)
  const pictures = new Pictures(() => service.feed.position)
  const bell = new Bell(async () => selectRevisions(context().sql))
  const router = newRouter()
  // a wall shows every case of the city
  router.use('/api/wall/*', async (c, next) => {
    await requireWholeCity(c.get('ctx'))
    return next()
  })
  return router
    .openapi(getWall, async c => {
      const { at, after = 0 } = c.req.valid('query')
      if (at !== undefined) return c.json(await pictures.past(c.get('ctx'), new Date(at)), 200)
      const { plain, brotli } = await pictures.now(context, after)
      c.header('Vary', 'Accept-Encoding')
      if (encodingFor(c.req.header('accept-encoding') ?? '') !== 'br')
        return asPicture(c.body(plain, 200, json))
      return asPicture(c.body(brotli, 200, { ...json, 'Content-Encoding': 'br' }))
    })
    .openapi(getOpen, async c => {
      const { at } = c.req.valid('query')
      if (at !== undefined) return c.json(await readOpen(c.get('ctx'), new Date(at), 0), 200)
      return c.json(await readOpen(c.get('ctx'), null, service.feed.position), 200)
    })
    .openapi(getSteps, async c => {
      const { from, to } = c.req.valid('query')
      return c.json(await readSteps(c.get('ctx'), new Date(from), new Date(to)), 200)
    })
    .openapi(getEvents, async c => {
      const lastSeen = readEventId(c.req.header('last-event-id') ?? c.req.valid('query').lastEventId)
      return openStream(c, { grid: null, lastSeen, opened: out => void bell.add(out) })
    })
    .openapi(getCase, async c => c.json(await readCase(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(getProgramme, async c => c.json(await readProgramme(c.get('ctx')), 200))
    .openapi(putProgramme, async c => {
      const programme = await changeProgramme(c.get('ctx'), c.req.valid('json'))
      void bell.look()
      return c.json(programme, 200)
    })
    .openapi(getRemote, async c => c.json(await readRemote(c.get('ctx')), 200))
    .openapi(postRemote, async c => {
      const remote = await commandWall(c.get('ctx'), c.req.valid('json'))
      void bell.look()
      return c.json(remote, 200)
    })
}
