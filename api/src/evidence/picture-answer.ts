import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Env, problemAnswer } from '../http.ts'
import type { ShownPicture } from './show-photo.ts'

/** Kept by the reader's own browser, but asked for again each time: a right that ended and a photo that was removed count at once. */
export function answerPicture(c: Context<Env>, { bytes, type, hash }: ShownPicture): Response {
  const etag = `"${hash}"`
  c.header('ETag', etag)
  c.header('Cache-Control', 'private, no-cache')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  const ending = type === 'image/jpeg' ? 'jpg' : 'webp'
  return c.body(bytes, 200, {
    'Content-Type': type,
    'Content-Disposition': `inline; filename="${hash.slice(0, 12)}.${ending}"`,
  })
}

/** Of every route that gives a picture. */
export const pictureAnswers = {
  200: {
    description: 'the picture',
    content: {
      'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) },
      'image/webp': { schema: z.string().openapi({ format: 'binary' }) },
    },
  },
  304: { description: 'the caller has it already' },
  default: problemAnswer,
} as const
