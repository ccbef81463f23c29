import { isUnavailable } from '../database/unavailable.ts'
import { programContext, type Service } from '../service.ts'
import { climbLadder } from './climb-ladder.ts'

/** Limits are hours and days: half a minute late is in time. */
const everyMilliseconds = 30_000

/** Lets overdue cases climb as long as the program runs, from the moment everything is loaded. @returns stops it */
export function startLadder(service: Service): () => void {
  let busy = false
  const timer = setInterval(async () => {
    const { database, log, feed } = service
    if (busy || database === null) return
    busy = true
    try {
      const climbed = await climbLadder(programContext(service, database.sql))
      if (climbed === 0) return
      feed.wake()
      log.info({ climbed }, 'overdue cases went one level up')
    } catch (error) {
      if (!isUnavailable(error)) log.error({ err: error }, 'overdue cases could not climb')
    } finally {
      busy = false
    }
  }, everyMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
