import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'

/** Slow senders do not hold connections for ever. */
const requestMilliseconds = 30_000
const headersMilliseconds = 15_000
/** Longer than proxies keep a connection to us: whoever closes first never closes under a request of the other. */
const idleMilliseconds = 75_000

/** The HTTP server around the app, with its limits of time; it does not listen yet. */
export function createHttpServer(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  limits?: LingerLimits,
): Server {
  const server = createAdaptorServer({ fetch, autoCleanupIncoming: false }) as Server
  server.requestTimeout = requestMilliseconds
  server.headersTimeout = headersMilliseconds
  server.keepAliveTimeout = idleMilliseconds
  lingerAfterAnswers(server, limits)
  return server
}
