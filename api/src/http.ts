import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ZodError } from 'zod'
import type { Caller } from './access/caller.ts'
import type { Ctx } from './context.ts'
import { isDiskFull, isUnavailable } from './database/unavailable.ts'
import { Problem, type ProblemBody, type ProblemCode, problems } from './problem.ts'

/** What every handler finds in its Hono context. */
export interface Env {
  Bindings: Partial<HttpBindings>
  /** `caller`: null for visitors. */
  Variables: { ctx: Ctx; caller: Caller | null; requestId: string }
}

/** A module's router: its routes name their full path (`/api/grids/{code}`), `app.ts` mounts it at `/`. */
export function newRouter(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: result => {
      if (!result.success) throw problemOfInvalid(result.error)
    },
  })
}

/** A value by its contract, where the route alone does not say which contract that is. Throws `bad-field`, `unknown-field` and the like. */
export function validated<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw problemOfInvalid(result.error)
  return result.data
}

/** A JSON body that must be there: `request: { body: jsonBody(NewIncident) }`. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/** Answers of a route that gives JSON: `responses: answers(City, 'the city')`. */
export function answers<S extends z.ZodType>(schema: S, description: string) {
  return { 200: jsonAnswer(schema, description), default: problemAnswer } as const
}

export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } } as const
}

/** RFC 9457, for every route. */
export const problemAnswer = {
  description: 'a problem; `code` says which',
  content: {
    'application/problem+json': {
      schema: z
        .object({
          code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
          status: z.number().int(),
          field: z.string().optional(),
          detail: z.unknown().optional(),
          requestId: z.string().optional(),
        })
        .openapi('Problem'),
    },
  },
} as const

/** Turns whatever was thrown into `application/problem+json`. What is our own fault is logged, and says nothing outside. */
export function answerError(error: unknown, c: Context<Env>, log: Ctx['log']): Response {
  const problem = problemOf(error)
  if (problem.status >= 500) log.error({ err: error, requestId: c.get('requestId') }, problem.code)
  return answerProblem(problem, c)
}

/** 404, or 405 with `Allow` where another method would have been right. */
export function answerUnknownRoute(app: Hono<Env>, c: Context<Env>): Response {
  const allowed: string[] = methods.filter(
    method => method !== c.req.method && hasHandler(app, method, c.req.path),
  )
  if (allowed.length === 0) return answerProblem(new Problem('not-found'), c)
  // whoever answers GET answers HEAD
  if (allowed.includes('GET')) allowed.splice(1, 0, 'HEAD')
  c.header('Allow', allowed.join(', '))
  return answerProblem(new Problem('method-not-allowed', { detail: { allowed } }), c)
}

export function answerProblem(problem: Problem, c: Context<Env>): Response {
  const { code, status, field, detail } = problem
  const requestId = c.get('requestId')
  const body: ProblemBody = { code, status }
  if (field !== undefined) body.field = field
  if (detail !== undefined) body.detail = detail
  if (requestId !== undefined) body.requestId = requestId
  if (code === 'starting' || code === 'database-unavailable') c.header('Retry-After', '2')
  if (code === 'too-many-requests') c.header('Retry-After', String(secondsToWait(detail)))
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  })
}

function secondsToWait(detail: unknown): number {
  const { retryAfterSeconds } = (detail ?? {}) as { retryAfterSeconds?: number }
  return retryAfterSeconds ?? 1
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function hasHandler(app: Hono<Env>, method: string, path: string): boolean {
  const [found] = app.router.match(method, path)
  return found.some(([handler]) => {
    const route = (handler as unknown as [unknown, { method: string }])[1]
    return route.method === method
  })
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) return problemOfStatus(error)
  if (isUnavailable(error)) return new Problem('database-unavailable', { cause: error })
  if (isDiskFull(error)) return new Problem('disk-full', { cause: error })
  if (isTextThatNoDatabaseKeeps(error)) return new Problem('bad-field', { cause: error })
  return new Problem('internal', { cause: error })
}

/** Hono's own refusals. */
function problemOfStatus(error: HTTPException): Problem {
  if (error.status === 400) return new Problem('bad-json', { cause: error })
  if (error.status === 413) return new Problem('body-too-large', { cause: error })
  if (error.status === 415) return new Problem('unsupported-media-type', { cause: error })
  if (error.status < 500) return new Problem('bad-request', { cause: error })
  return new Problem('internal', { cause: error })
}

/** NUL bytes and broken surrogates that slipped through a contract (PostgreSQL 22021, 22P05). */
function isTextThatNoDatabaseKeeps(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')
}

/** The first thing wrong with the input; unknown fields first, since they explain the others. */
function problemOfInvalid(error: ZodError): Problem {
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys')
      return new Problem('unknown-field', { field: [...issue.path, issue.keys[0]].join('.') })
  const [issue] = error.issues
  if (issue === undefined) return new Problem('bad-request')
  const field = issue.path.join('.')
  if (issue.path.at(-1) === 'datum') return new Problem('bad-datum', { field })
  if (issue.code === 'invalid_format' && issue.format === 'datetime')
    return new Problem('bad-time', { field })
  return new Problem('bad-field', { field })
}
