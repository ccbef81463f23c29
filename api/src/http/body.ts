import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'

const mebibyte = 1024 * 1024
const usualBytes = mebibyte
/** 50,000 points with all their digits. */
const batchBytes = 4 * mebibyte

/** Only JSON comes in, and not more than we mean to read. Answers 413 and 415. */
export const guardBody: MiddlewareHandler<Env> = async (c, next) => {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const type = c.req.header('content-type')
  const hasBody =
    c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length')) > 0
  if (type === undefined ? hasBody : !/^application\/json\s*(;|$)/i.test(type))
    throw new Problem('unsupported-media-type')
  const maxSize = c.req.path === '/api/route' ? batchBytes : usualBytes
  return bodyLimit({ maxSize, onError: () => refuse(maxSize) })(c, next)
}

function refuse(maxSize: number): never {
  throw new Problem('body-too-large', { detail: { bytes: maxSize } })
}
