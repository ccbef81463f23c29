import type { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { type Env, jsonBody } from '../http.ts'

/**
 * A JSON body that may be left out, with what else belongs to such a route: `...optionalBody(Review)`. Many clients name the type of a body
 * and then send none.
 */
export function optionalBody<S extends z.ZodType, P extends object = object>(schema: S, request?: P) {
  const body = { ...jsonBody(schema), required: false } as const
  return { middleware: emptyIsNone, request: { ...(request as P), body } }
}

const emptyIsNone: MiddlewareHandler<Env> = async (c, next) => {
  // Hono keeps the text for whoever reads the body after this.
  if (c.req.header('content-type') !== undefined && (await c.req.text()) === '')
    c.req.raw.headers.delete('content-type')
  await next()
}
