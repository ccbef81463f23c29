import { createRoute, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { createAddressLimit } from '../access/address-limit.ts'
import { visitor } from '../context.ts'
import { PhotoQuery } from '../evidence/contract.ts'
import { keepPhoto } from '../evidence/keep-photo.ts'
import { photoUpload, sentPhoto, statusOf } from '../evidence/photo-upload.ts'
import { answerPicture, pictureAnswers } from '../evidence/picture-answer.ts'
import { showCasePhoto } from '../evidence/show-photo.ts'
import { answers, type Env, jsonBody, newRouter } from '../http.ts'
import type { Service } from '../service.ts'
import { commentReport, rateReport } from './add-remark.ts'
import { ReportComment, ReportRating, ReportToken, ReportView } from './contract.ts'
import { findReport } from './find-report.ts'
import { isForReporter, showReport } from './show-report.ts'

/** By one address, of everything under a link: a page with its photos is seven. */
const requestsPerMinute = 60

/** Secret by its address alone: kept nowhere on the way, and told to no other site. */
const secretly: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex, nofollow')
}

export const reportRoutes = ({ evidence }: Service) => {
  const take = createAddressLimit(requestsPerMinute)
  const middleware: MiddlewareHandler<Env>[] = [
    async (c, next) => {
      const ctx = c.get('ctx')
      take(ctx)
      // Whoever holds the link speaks as the reporter, also an official who is signed in.
      c.set('ctx', { ...ctx, actor: visitor })
      await next()
    },
    secretly,
  ]
  const upload = photoUpload(['before'])
  const params = z.object({ token: ReportToken })

  const getReport = createRoute({
    ...{ method: 'get', path: '/api/reports/{token}', middleware },
    summary: 'How a report stands, for whoever holds its secret link: nothing personal',
    request: { params },
    responses: answers(ReportView, 'the report'),
  })
  const postComment = createRoute({
    ...{ method: 'post', path: '/api/reports/{token}/comments', middleware },
    summary: 'A word of the reporter to those who work on the case',
    request: { params, body: jsonBody(ReportComment) },
    responses: answers(ReportView, 'the report'),
  })
  const postRating = createRoute({
    ...{ method: 'post', path: '/api/reports/{token}/ratings', middleware },
    summary: 'Whether the reporter is satisfied, once the case is closed',
    request: { params, body: jsonBody(ReportRating) },
    responses: answers(ReportView, 'the report'),
  })
  const postPhoto = createRoute({
    ...{ method: 'post', path: '/api/reports/{token}/photos' },
    summary: 'A photo from the reporter',
    ...upload,
    middleware: [...middleware, upload.middleware],
    request: { ...upload.request, params },
  })
  const getPhoto = createRoute({
    ...{ method: 'get', path: '/api/reports/{token}/photos/{photo}', middleware },
    summary: 'A picture that the reporter sent, or that shows what was done',
    request: {
      params: params.extend({
        photo: z
          .string()
          .regex(/^[1-9]\d{0,14}$/)
          .transform(Number),
      }),
      query: PhotoQuery,
    },
    responses: pictureAnswers,
  })

  return newRouter()
    .openapi(getReport, async c => c.json(await showReport(c.get('ctx'), c.req.valid('param').token), 200))
    .openapi(postComment, async c =>
      c.json(await commentReport(c.get('ctx'), c.req.valid('param').token, c.req.valid('json')), 200),
    )
    .openapi(postRating, async c =>
      c.json(await rateReport(c.get('ctx'), c.req.valid('param').token, c.req.valid('json')), 200),
    )
    .openapi(postPhoto, async c => {
      const ctx = c.get('ctx')
      const { id } = await findReport(ctx, c.req.valid('param').token)
      const kept = await keepPhoto(ctx, evidence, id, await sentPhoto(c, c.req.valid('form')), true)
      return c.json(kept.photo, statusOf(kept))
    })
    .openapi(getPhoto, async c => {
      const { token, photo } = c.req.valid('param')
      const { size = 'full' } = c.req.valid('query')
      const ctx = c.get('ctx')
      const { id } = await findReport(ctx, token)
      return answerPicture(
        c,
        await showCasePhoto(ctx, evidence, { incident: id, photo }, size, isForReporter),
      )
    })
}
