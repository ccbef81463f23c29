import { isUnavailable } from '../database/unavailable.ts'
import { programContext, type Service } from '../service.ts'
import { eraseOldContacts } from './erase-old.ts'

const everyMilliseconds = 24 * 3_600_000

/** Deletes what has been kept long enough, now and once a day as long as the program runs. @returns stops it */
export function startRetention(service: Service): () => void {
  const days = service.settings.contactDays
  if (days === null) return () => {}
  const erase = async () => {
    const { database, log } = service
    if (database === null) return
    try {
      const erased = await eraseOldContacts(programContext(service, database.sql), days)
      if (erased > 0) log.info({ erased, days }, 'contacts of cases that ended long ago were deleted')
    } catch (error) {
      if (!isUnavailable(error)) log.error({ err: error }, 'old contacts could not be deleted')
    }
  }
  void erase()
  const timer = setInterval(erase, everyMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
