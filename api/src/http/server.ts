import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'
import { limitTimes } from './time-limits.ts'

/** The HTTP server around the app, with its limits of time; it does not listen yet. */
export function createHttpServer(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  limits?: LingerLimits,
): Server {
  const server = createAdaptorServer({ fetch, autoCleanupIncoming: false }) as Server
  limitTimes(server)
  lingerAfterAnswers(server, limits)
  return server
}
