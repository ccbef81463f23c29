import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { clientAddress } from '../access/address.ts'
import { visitor } from '../context.ts'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { bodyMilliseconds } from './time-limits.ts'

/** Gives every request its id and writes one line about it. Query strings stay out of the log: people type names into them. */
export function frame(service: Service): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = newRequestId()
    c.set('requestId', requestId)
    c.header('X-Request-Id', requestId)
    const began = performance.now()
    await next()
    const path = withoutSecret(c.req.path)
    const ms = performance.now() - began
    writeLogLine(service.log, { requestId, method: c.req.method, path, status: c.res.status, ms })
  }
}

const idBytes = 9
/** Asking the system for each one costs more than all the rest of a short answer. */
let pool = Buffer.alloc(0)

export function newRequestId(): string {
  if (pool.length === 0) pool = randomBytes(256 * idBytes)
  const id = pool.toString('base64url', 0, idBytes)
  pool = pool.subarray(idBytes)
  return id
}

interface LogLine {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
}

export function writeLogLine(log: Logger, { ms, ...line }: LogLine): void {
  log.info({ ...line, ms: Math.round(ms) }, 'request')
}

/** The address of a reporter's page is its key. */
function withoutSecret(path: string): string {
  return path.replace(/^\/(r|api\/reports)\/[^/]+/, '/$1/*')
}

/** Gives every API request what verbs work with; refuses it while the database is not there yet. */
export function context(service: Service): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { startup, database, log, atlases, heat, keyring, settings } = service
    if (!startup.usable || database === null)
      throw new Problem('starting', { detail: { step: startup.step, progress: startup.progress } })
    c.set('ctx', {
      sql: database.sql,
      atlases,
      heat,
      actor: visitor,
      now: new Date(),
      log: log.child({ requestId: c.get('requestId') }),
      address: clientAddress(
        c.env?.incoming?.socket.remoteAddress,
        c.req.header('x-forwarded-for'),
        settings.trustProxy,
      ),
      keyring,
    })
    return next()
  }
}

/** Beside the time that its body may take: longer than the slowest honest answer. */
const answerMilliseconds = 30_000

/** Nobody waits for ever for a database that hangs. */
export const deadline: MiddlewareHandler<Env> = async (c, next) => {
  // sending a large file takes what it takes
  const milliseconds = bodyMilliseconds(c.req.path) + answerMilliseconds
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('database-unavailable')), milliseconds)
  })
  try {
    await Promise.race([next(), late])
  } finally {
    clearTimeout(timer)
  }
}
