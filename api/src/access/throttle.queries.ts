import type { Sql } from '../database/sql.ts'

/**
 * Pours one into a leaky bucket; false when it would overflow, and then nothing is poured. Settled in one statement, so that
 * attempts at the same instant are counted one after the other. A clock set back leaks nothing.
 */
export async function chargeBucket(
  sql: Sql,
  key: Uint8Array,
  rate: { capacity: number; perSecond: number },
  at: Date,
): Promise<boolean> {
  const rows = await sql`
    insert into throttle (key, level, at) values (${key}, 1, ${at})
    on conflict (key) do update
      set level = ${leaked(sql, rate.perSecond, at)} + 1, at = excluded.at
      where ${leaked(sql, rate.perSecond, at)} + 1 <= ${rate.capacity}::float8
    returning level`
  return rows.length > 0
}

const leaked = (sql: Sql, perSecond: number, at: Date) => sql`
  greatest(0, throttle.level
    - ${perSecond}::float8 * greatest(0, extract(epoch from ${at}::timestamptz - throttle.at)::float8))`

/** How much must leak before one more fits. */
export async function selectOverflow(
  sql: Sql,
  key: Uint8Array,
  rate: { capacity: number; perSecond: number },
  at: Date,
): Promise<number> {
  const [row] = await sql<{ over: number }[]>`
    select ${leaked(sql, rate.perSecond, at)} + 1 - ${rate.capacity}::float8 as over from throttle where key = ${key}`
  return row?.over ?? 0
}

export async function refundBucket(sql: Sql, key: Uint8Array): Promise<void> {
  await sql`update throttle set level = greatest(0, level - 1) where key = ${key}`
}

export async function deleteBucket(sql: Sql, key: Uint8Array): Promise<void> {
  await sql`delete from throttle where key = ${key}`
}

export async function deleteOldBuckets(sql: Sql, before: Date): Promise<void> {
  await sql`delete from throttle where at < ${before}`
}
