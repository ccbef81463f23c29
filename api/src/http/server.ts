import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'
import { limitTimes } from './time-limits.ts'

interface Options {
  readonly limits?: LingerLimits | undefined
  /** Asked before the app; false: the app answers. */
  readonly first?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean
}

/** The HTTP server around the app, with its limits of time; it does not listen yet. */
export function createHttpServer(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  { limits, first = () => false }: Options = {},
): Server {
  const server = createAdaptorServer({
    fetch,
    autoCleanupIncoming: false,
    createServer: ((options: object, app: (incoming: IncomingMessage, outgoing: ServerResponse) => void) =>
      createServer(options, (incoming, outgoing) => {
        if (!first(incoming, outgoing)) app(incoming, outgoing)
      })) as typeof createServer,
  }) as Server
  limitTimes(server)
  lingerAfterAnswers(server, limits)
  return server
}
