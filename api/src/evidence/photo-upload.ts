import { z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { type Env, jsonAnswer, problemAnswer, validated } from '../http.ts'
import { Problem } from '../problem.ts'
import { AddedPhoto, IdempotencyKey, type PhotoKind } from './contract.ts'
import type { KeptPhoto, SentPhoto } from './keep-photo.ts'

/** What is read into memory at the same time, each at most `mostPhotoBytes`. */
const uploadsAtOnce = 8
const retryAfterSeconds = 3
let running = 0

/** Before a body is read: the next one comes back in a moment. Answers 429. */
const inTurn: MiddlewareHandler<Env> = async (_c, next) => {
  if (running >= uploadsAtOnce) throw new Problem('too-many-requests', { detail: { retryAfterSeconds } })
  running++
  try {
    await next()
  } finally {
    running--
  }
}

const binary = { type: 'string', format: 'binary' } as const

/** What every route that takes a photo shares. @param kinds what the sender may say that it shows */
export function photoUpload(kinds: readonly PhotoKind[]) {
  return {
    middleware: inTurn,
    request: {
      headers: z.looseObject({ 'idempotency-key': IdempotencyKey.optional() }),
      body: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: z.strictObject({
              photo: z.instanceof(File).openapi(binary),
              kind: z.enum(kinds),
            }),
          },
        },
      },
    },
    responses: {
      200: jsonAnswer(AddedPhoto, 'this key had been used for the same photo before'),
      201: jsonAnswer(AddedPhoto, 'kept'),
      default: problemAnswer,
    },
  } as const
}

/** The photo of a request that has passed its contract. */
export async function sentPhoto(
  c: Context<Env>,
  { photo, kind }: { photo: File; kind: PhotoKind },
): Promise<SentPhoto> {
  const key = c.req.header('idempotency-key')
  return {
    kind,
    bytes: new Uint8Array(await photo.arrayBuffer()),
    idempotencyKey: key === undefined ? undefined : validated(IdempotencyKey, key),
  }
}

export function statusOf({ created }: KeptPhoto): 200 | 201 {
  return created ? 201 : 200
}
