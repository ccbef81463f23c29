import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { mostPhotoBytes } from '../evidence/contract.ts'
import type { Env } from '../http.ts'
import { mostImportBytes } from '../imports/contract.ts'
import { Problem } from '../problem.ts'

const mebibyte = 1024 * 1024
const usualBytes = mebibyte
/** 50,000 points with all their digits. */
const batchBytes = 4 * mebibyte
/** A photo, and the few fields around it. */
const uploadBytes = mostPhotoBytes + 64 * 1024

/** What is a form with a photo; everything else is JSON. */
const uploadPath = /^\/api\/(incidents|reports)\/[^/]+\/photos$/
/** Goes to the disk as it comes and is counted there. */
const filePath = '/api/imports'
const fileBytes = mostImportBytes + 64 * 1024

/** Only JSON and photos come in, and not more than we mean to read. Answers 413 and 415. */
export const guardBody: MiddlewareHandler<Env> = async (c, next) => {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const type = c.req.header('content-type')
  const hasBody =
    c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length')) > 0
  // by any other method it is no upload, and the route will say so
  const isUpload = method === 'POST' && uploadPath.test(c.req.path)
  const isFile = method === 'POST' && c.req.path === filePath
  const accepted = isUpload || isFile ? /^multipart\/form-data\s*;/i : /^application\/json\s*(;|$)/i
  if (type === undefined ? hasBody : !accepted.test(type)) throw new Problem('unsupported-media-type')
  if (isFile && Number(c.req.header('content-length') ?? 0) > fileBytes) refuse(mostImportBytes)
  if (isFile) return next()
  const maxSize = isUpload ? uploadBytes : c.req.path === '/api/route' ? batchBytes : usualBytes
  return bodyLimit({ maxSize, onError: () => refuse(maxSize) })(c, next)
}

function refuse(maxSize: number): never {
  throw new Problem('body-too-large', { detail: { bytes: maxSize } })
}
