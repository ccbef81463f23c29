import { createRoute, z } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import type { Service } from '../service.ts'
import { addPhoto } from './add-photo.ts'
import { PhotoKind, PhotoQuery, PhotoRemoval, Photos } from './contract.ts'
import { listPhotos } from './list-photos.ts'
import { photoUpload, sentPhoto, statusOf } from './photo-upload.ts'
import { answerPicture, pictureAnswers } from './picture-answer.ts'
import { removePhoto } from './remove-photo.ts'
import { showPhoto } from './show-photo.ts'

const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

const upload = photoUpload(PhotoKind.options)
const postPhoto = createRoute({
  method: 'post',
  path: '/api/incidents/{id}/photos',
  summary: 'Adds a photo to a case: JPEG, PNG or WebP, told by its content; EXIF is not kept',
  ...upload,
  request: { ...upload.request, params: z.object({ id }) },
})

const getPhotos = createRoute({
  method: 'get',
  path: '/api/incidents/{id}/photos',
  summary: 'The photos of a case, for those within whose reach it is',
  request: { params: z.object({ id }) },
  responses: answers(Photos, 'photos, oldest first'),
})

const getPhoto = createRoute({
  method: 'get',
  path: '/api/photos/{photo}',
  summary: 'A picture; who looks at a full one is written to the audit log',
  request: { params: z.object({ photo: id }), query: PhotoQuery },
  responses: pictureAnswers,
})

const postRemoval = createRoute({
  method: 'post',
  path: '/api/photos/{photo}/removal',
  summary: 'Deletes the pictures of a photo; the case’s log keeps that it was there and why it went',
  request: { params: z.object({ photo: id }), body: jsonBody(PhotoRemoval) },
  responses: answers(Photos, 'the photos that are left'),
})

export const evidenceRoutes = ({ evidence }: Service) =>
  newRouter()
    .openapi(postPhoto, async c => {
      const sent = await sentPhoto(c, c.req.valid('form'))
      const kept = await addPhoto(c.get('ctx'), evidence, c.req.valid('param').id, sent)
      return c.json(kept.photo, statusOf(kept))
    })
    .openapi(getPhotos, async c => c.json(await listPhotos(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(getPhoto, async c => {
      const { photo } = c.req.valid('param')
      const { size = 'full' } = c.req.valid('query')
      return answerPicture(c, await showPhoto(c.get('ctx'), evidence, photo, size))
    })
    .openapi(postRemoval, async c => {
      const { photo } = c.req.valid('param')
      return c.json(await removePhoto(c.get('ctx'), evidence, photo, c.req.valid('json')), 200)
    })
