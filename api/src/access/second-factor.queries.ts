import type { Sql } from '../database/sql.ts'
import type { Sealed } from './keyring.ts'

export interface SecondFactorRow {
  secret: Buffer
  keyId: string
  confirmed: boolean
  codesLeft: number
}

export async function selectSecondFactor(sql: Sql, account: number): Promise<SecondFactorRow | undefined> {
  const [row] = await sql<SecondFactorRow[]>`
    select secret, key_id, confirmed_at is not null as confirmed,
      (select count(*)::int from recovery_code
       where recovery_code.account_id = second_factor.account_id and used_at is null) as codes_left
    from second_factor where account_id = ${account}`
  return row
}

/** A secret that was shown and never confirmed is replaced; false where one is confirmed. */
export async function insertSecondFactor(
  sql: Sql,
  account: number,
  sealed: Sealed,
  at: Date,
): Promise<boolean> {
  const rows = await sql`
    insert into second_factor (account_id, secret, key_id, created_at)
    values (${account}, ${sealed.bytes}, ${sealed.keyId}, ${at})
    on conflict (account_id) do update
      set secret = excluded.secret, key_id = excluded.key_id, created_at = excluded.created_at, last_step = 0
      where second_factor.confirmed_at is null
    returning account_id`
  return rows.length > 0
}

/** Settled in one statement: of two requests with one code at once, one is accepted. */
export async function acceptStep(sql: Sql, account: number, step: number): Promise<boolean> {
  const rows = await sql`
    update second_factor set last_step = ${step}::bigint
    where account_id = ${account} and last_step < ${step}::bigint returning account_id`
  return rows.length > 0
}

export async function confirmSecondFactor(sql: Sql, account: number, at: Date): Promise<void> {
  await sql`update second_factor set confirmed_at = ${at} where account_id = ${account}`
}

export async function insertRecoveryCodes(
  sql: Sql,
  account: number,
  hashes: readonly Uint8Array[],
): Promise<void> {
  for (const hash of hashes)
    await sql`insert into recovery_code (code_hash, account_id) values (${hash}, ${account})`
}

export async function useRecoveryCode(
  sql: Sql,
  account: number,
  hash: Uint8Array,
  at: Date,
): Promise<boolean> {
  const rows = await sql`
    update recovery_code set used_at = ${at}
    where code_hash = ${hash} and account_id = ${account} and used_at is null returning account_id`
  return rows.length > 0
}

export async function deleteSecondFactor(sql: Sql, account: number): Promise<boolean> {
  await sql`delete from recovery_code where account_id = ${account}`
  const rows = await sql`delete from second_factor where account_id = ${account} returning account_id`
  return rows.length > 0
}

/** Secrets still sealed with a key that is no longer the current one. */
export function selectStaleSecrets(
  sql: Sql,
  currentKeyId: string,
): Promise<{ account: number; secret: Buffer; keyId: string }[]> {
  return sql<{ account: number; secret: Buffer; keyId: string }[]>`
    select account_id as account, secret, key_id from second_factor
    where key_id <> ${currentKeyId} order by account_id for update skip locked`
}

export async function updateSecret(sql: Sql, account: number, sealed: Sealed): Promise<void> {
  await sql`
    update second_factor set secret = ${sealed.bytes}, key_id = ${sealed.keyId} where account_id = ${account}`
}
