import type { Sql } from '../database/sql.ts'
import { accountTables, usable } from './queries.ts'

export interface TokenRow {
  id: number
  name: string
  /** Name of the account it acts for; null: a wall display. */
  account: string | null
  verbs: string[] | null
  madeBy: string
  createdAt: Date
  expiresAt: Date
  usedOn: string | null
}

const columns = (sql: Sql) => sql`
  token.id, token.name, account.name as account, token.verbs, token.made_by, token.created_at, token.expires_at,
  to_char(token.used_on, 'YYYY-MM-DD') as used_on`

const alive = (sql: Sql, at: Date) => sql`token.revoked_at is null and token.expires_at > ${at}`

export async function selectToken(
  sql: Sql,
  tokenHash: Uint8Array,
  at: Date,
): Promise<(TokenRow & { usedToday: boolean }) | undefined> {
  const [row] = await sql<(TokenRow & { usedToday: boolean })[]>`
    select ${columns(sql)},
      coalesce(token.used_on = (${at}::timestamptz at time zone city.time_zone)::date, false) as used_today
    from token cross join city left join account on account.id = token.account_id
    where token.token_hash = ${tokenHash} and ${alive(sql, at)}`
  return row
}

export async function updateTokenUse(sql: Sql, id: number, at: Date): Promise<void> {
  await sql`
    update token set used_on = (${at}::timestamptz at time zone city.time_zone)::date from city where token.id = ${id}`
}

/** What is alive of an account's tokens, newest first; null: of wall displays. */
export function selectTokens(sql: Sql, account: string | null, at: Date): Promise<TokenRow[]> {
  return sql<TokenRow[]>`
    select ${columns(sql)} from token left join account on account.id = token.account_id
    where account.name is not distinct from ${account}::text and ${alive(sql, at)}
    order by token.id desc`
}

export async function insertToken(
  sql: Sql,
  token: Omit<TokenRow, 'id' | 'usedOn'> & { tokenHash: Uint8Array },
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into token (token_hash, name, account_id, verbs, made_by, created_at, expires_at)
    select ${token.tokenHash}, ${token.name}, (select id from account where name = ${token.account}::text),
      ${token.verbs}::text[], ${token.madeBy}, ${token.createdAt}, ${token.expiresAt}
    returning id`
  return row?.id ?? 0
}

/** The name of the token; undefined when it was nobody's, somebody else's, or over. */
export async function revokeToken(
  sql: Sql,
  id: number,
  account: string | null,
  at: Date,
): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    update token set revoked_at = ${at}
    where id = ${id} and ${alive(sql, at)}
      and account_id is not distinct from (select account.id from account where account.name = ${account}::text)
    returning name`
  return row?.name
}

/** Those of some tokens that may be used now. */
export async function selectLiveTokens(sql: Sql, ids: readonly number[], at: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select token.id from token left join (${accountTables(sql)}) on account.id = token.account_id
    where token.id = any(${ids as number[]}::int[]) and ${alive(sql, at)}
      and (token.account_id is null or (${usable(sql, at)}))`
  return rows.map(({ id }) => id)
}
