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

/** Of every key that something is sealed with. */
export async function selectKeyIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ keyId: string }[]>`
    select key_id from incident_reporter where key_id is not null
    union select key_id from reporter_key
    union select key_id from second_factor`
  return rows.map(({ keyId }) => keyId)
}
