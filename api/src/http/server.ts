import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'
import { limitTimes } from './time-limits.ts'

/** Asked before the app; false, or a failure: the app answers. */
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
      createServer(options, (incoming, outgoing) =>
        askInTurn(first, 0, incoming, outgoing, app),
      )) as typeof createServer,
  }) as Server
  limitTimes(server)
  lingerAfterAnswers(server, limits)
  return server
}

function askInTurn(
  first: readonly First[],
  from: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  app: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): void {
  for (let i = from; i < first.length; i++) {
    const answered = first[i]?.(incoming, outgoing) ?? false
    if (answered === true) return
    if (answered === false) continue
    const next = () => askInTurn(first, i + 1, incoming, outgoing, app)
    answered.then(done => done || next(), next)
    return
  }
  app(incoming, outgoing)
}
