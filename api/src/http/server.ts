import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type LingerLimits, lingerAfterAnswers } from './linger.ts'
import { limitTimes } from './time-limits.ts'

/** Asked before the app; false, or a failure before anything is sent: the app answers. */
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
      createServer(
        options,
        (incoming, outgoing) => void askInTurn(first, incoming, outgoing, app),
      )) as typeof createServer,
  }) as Server
  limitTimes(server)
  lingerAfterAnswers(server, limits)
  return server
}

async function askInTurn(
  first: readonly First[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  app: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<void> {
  for (const each of first) {
    try {
      const answered = each(incoming, outgoing)
      if (answered === true || (answered !== false && (await answered))) return
    } catch {
      // half an answer cannot be taken back: the reader sees it end early
      if (outgoing.headersSent) return void (outgoing.writableEnded || outgoing.destroy())
    }
  }
  app(incoming, outgoing)
}
