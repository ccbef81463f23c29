import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'
import { limitTimes } from './time-limits.ts'

/** Asked before the app; false: the app answers. */
export type First = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean | Promise<boolean>

interface Options {
  readonly limits?: LingerLimits | undefined
  /** In their order. */
  readonly first?: readonly First[]
}

/** The HTTP server around the app, with its limits of time; it does not listen yet. */
export function createHttpServer(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  { limits, first = [] }: Options = {},
): Server {
  const server = createAdaptorServer({
    fetch,
    autoCleanupIncoming: false,
    createServer: ((options: object, app: (incoming: IncomingMessage, outgoing: ServerResponse) => void) =>
      createServer(options, (incoming, outgoing) => {
        const ask = (i: number): unknown => {
          const answered = first[i]?.(incoming, outgoing)
          if (answered === undefined) return app(incoming, outgoing)
          if (answered === false) return ask(i + 1)
          return answered === true || answered.then(done => done || ask(i + 1))
        }
        ask(0)
      })) as typeof createServer,
  }) as Server
  limitTimes(server)
  lingerAfterAnswers(server, limits)
  return server
}
