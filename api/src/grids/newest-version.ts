import type { Sql } from '../database/sql.ts'
import { lockExclusive, lockShared, selectNewest } from './queries.ts'

/** A version and the moment from which it counts. */
export interface NewestVersion {
  readonly version: number
  readonly effectiveAt: Date
}

/** The last version that was published, by whatever clock. */
export function newestVersion(sql: Sql): Promise<NewestVersion | undefined> {
  return selectNewest(sql)
}

/**
 * The same, for whoever writes what was routed by a version: until the transaction ends nobody publishes another one, and whoever
 * publishes is waited for.
 */
export async function holdNewestVersion(sql: Sql): Promise<NewestVersion | undefined> {
  await lockShared(sql)
  return selectNewest(sql)
}

/** For whoever publishes: nothing is being routed until the transaction ends. */
export async function holdForPublishing(sql: Sql): Promise<NewestVersion | undefined> {
  await lockExclusive(sql)
  return selectNewest(sql)
}
