import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonAnswer, jsonBody, newRouter, problemAnswer } from '../http.ts'
import { Int4 } from '../wire.ts'
import {
  Frames,
  FramesQuery,
  HotSpots,
  HotSpotsQuery,
  NewSavedView,
  PublicCounts,
  PublicQuery,
  SavedViewChange,
  SavedViews,
  Tally,
  TallyQuery,
  Times,
  TimesQuery,
} from './contract.ts'
import { hotSpots } from './hot-spots.ts'
import { publicCounts } from './public-table.ts'
import { frames, tally } from './tally.ts'
import { times } from './times.ts'
import { changeView, listViews, removeView, saveView } from './views.ts'

const params = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})

const getGrids = createRoute({
  method: 'get',
  path: '/api/analysis/grids',
  summary: 'Incidents of a filter by grid of one level, with what a rate divides by',
  request: { query: TallyQuery },
  responses: answers(Tally, 'one row for each grid'),
})

const getTimes = createRoute({
  method: 'get',
  path: '/api/analysis/times',
  summary: 'Incidents of a filter along the calendar and by the hour of the week',
  request: { query: TimesQuery },
  responses: answers(Times, 'counts'),
})

const getFrames = createRoute({
  method: 'get',
  path: '/api/analysis/frames',
  summary: 'Incidents of a filter by grid, for each week or month',
  request: { query: FramesQuery },
  responses: answers(Frames, 'counts'),
})

const getHotSpots = createRoute({
  method: 'get',
  path: '/api/analysis/hot-spots',
  summary: 'Getis-Ord Gi* of the grids of a level, corrected for false discoveries',
  request: { query: HotSpotsQuery },
  responses: answers(HotSpots, 'scores'),
})

const getPublic = createRoute({
  method: 'get',
  path: '/api/analysis/public',
  summary: 'Cases by large grid, month and state, for everybody: nothing below a least number',
  request: { query: PublicQuery },
  responses: answers(PublicCounts, 'multiples of the least number'),
})

const getViews = createRoute({
  method: 'get',
  path: '/api/analysis/views',
  summary: 'Saved views: one’s own and what others share',
  responses: answers(SavedViews, 'the views'),
})

const saved = { 200: jsonAnswer(SavedViews, 'the views'), default: problemAnswer }

const postView = createRoute({
  method: 'post',
  path: '/api/analysis/views',
  summary: 'Keeps a view under a name',
  request: { body: jsonBody(NewSavedView) },
  responses: {
    201: jsonAnswer(z.object({ id: Int4, ...SavedViews.shape }), 'its number, and the views'),
    default: problemAnswer,
  },
})

const putView = createRoute({
  method: 'put',
  path: '/api/analysis/views/{id}',
  summary: 'Changes a view of one’s own',
  request: { params, body: jsonBody(SavedViewChange) },
  responses: saved,
})

const removeViewRoute = createRoute({
  method: 'delete',
  path: '/api/analysis/views/{id}',
  summary: 'Removes a view of one’s own',
  request: { params },
  responses: saved,
})

export const analysisRoutes = () =>
  newRouter()
    .openapi(getGrids, async c => c.json(await tally(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getTimes, async c => c.json(await times(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getFrames, async c => c.json(await frames(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getHotSpots, async c => c.json(await hotSpots(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getPublic, async c => c.json(await publicCounts(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getViews, async c => c.json(await listViews(c.get('ctx')), 200))
    .openapi(postView, async c => {
      const id = await saveView(c.get('ctx'), c.req.valid('json'))
      return c.json({ id, ...(await listViews(c.get('ctx'))) }, 201)
    })
    .openapi(putView, async c => {
      await changeView(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
      return c.json(await listViews(c.get('ctx')), 200)
    })
    .openapi(removeViewRoute, async c => {
      await removeView(c.get('ctx'), c.req.valid('param').id)
      return c.json(await listViews(c.get('ctx')), 200)
    })
