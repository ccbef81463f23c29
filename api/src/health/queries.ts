import type { Sql } from '../database/sql.ts'

/** A busy embedded database answers late; that is not "gone". */
const patienceMilliseconds = 2000

/** True also when the database is only slow: no answer within two seconds counts, a refusal does not. */
export async function isReachable(sql: Sql): Promise<boolean> {
  const asked = sql`select 1 as one`.then(
    () => true,
    () => false,
  )
  const patience = new Promise<boolean>(resolve => {
    setTimeout(resolve, patienceMilliseconds, true).unref()
  })
  return Promise.race([asked, patience])
}
