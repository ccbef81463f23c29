import type { Logger } from 'pino'
import type { Ctx } from '../context.ts'
import type { Caller } from './caller.ts'
import { selectLiveSessions } from './queries.ts'
import { selectLiveTokens } from './token.queries.ts'

/** A stream outlives its session or token by so long at most, whichever process ended them. */
const lookEveryMilliseconds = 2000

type Held = Pick<Caller, 'means' | 'id'>

/**
 * Ends the open streams of callers whose session or token is over: one question for all of them, asked only while there are any. While
 * the database is away nothing is ended.
 * @returns takes an open stream; what that gives back lets it go
 */
export function createStreamWatch(
  source: () => Ctx,
  log: Logger,
): (caller: Held, end: () => void) => () => void {
  const streams = new Map<{ caller: Held }, () => void>()
  let timer: NodeJS.Timeout | undefined
  let isLooking = false

  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      const isAlive = await aliveOf(
        source(),
        [...streams.keys()].map(({ caller }) => caller),
      )
      for (const [stream, end] of [...streams]) if (!isAlive(stream.caller)) end()
    } catch (error) {
      log.warn({ err: error }, 'open streams could not be checked')
    } finally {
      isLooking = false
    }
  }
  return (caller, end) => {
    const stream = { caller }
    streams.set(stream, end)
    timer ??= setInterval(look, lookEveryMilliseconds).unref()
    return () => {
      streams.delete(stream)
      if (streams.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
}

async function aliveOf({ sql, now }: Ctx, callers: readonly Held[]): Promise<(caller: Held) => boolean> {
  const ids = (ofTokens: boolean) => [
    ...new Set(callers.filter(caller => isOfToken(caller) === ofTokens).map(({ id }) => id)),
  ]
  const [sessions, tokens] = [ids(false), ids(true)]
  const liveSessions = new Set(sessions.length > 0 ? await selectLiveSessions(sql, sessions, now) : [])
  const liveTokens = new Set(tokens.length > 0 ? await selectLiveTokens(sql, tokens, now) : [])
  return caller => (isOfToken(caller) ? liveTokens : liveSessions).has(caller.id)
}

function isOfToken({ means }: Held): boolean {
  return means === 'token' || means === 'screen'
}
