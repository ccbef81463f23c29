import type { IncomingMessage, Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'

/** Slow senders do not hold connections for ever. */
const requestMilliseconds = 30_000
const headersMilliseconds = 15_000
/** Longer than proxies keep a connection to us: whoever closes first never closes under a request of the other. */
const idleMilliseconds = 75_000
/** A file of grids may be some hundred megabytes, and a line of a street office slow. */
const fileMilliseconds = 15 * 60_000

/** The HTTP server around the app, with its limits of time; it does not listen yet. */
export function createHttpServer(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  limits?: LingerLimits,
): Server {
  const server = createAdaptorServer({ fetch, autoCleanupIncoming: false }) as Server
  server.requestTimeout = fileMilliseconds
  server.prependListener('request', endSlowSender)
  server.headersTimeout = headersMilliseconds
  server.keepAliveTimeout = idleMilliseconds
  lingerAfterAnswers(server, limits)
  return server
}

/** Everything but a file of grids has to be sent within the usual time. */
function endSlowSender(request: IncomingMessage): void {
  if (request.method === 'POST' && request.url === '/api/imports') return
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, requestMilliseconds)
  timer.unref()
  request.once('close', () => clearTimeout(timer))
}
