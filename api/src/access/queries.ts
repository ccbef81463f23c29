import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'
import type { Role } from './contract.ts'

/** An account that may act now. */
export interface AccountRow {
  id: number
  name: string
  displayName: Text
  role: Role
  grid: string | null
  person: number | null
  /** Null: all. */
  nets: string[] | null
  department: number | null
}

export interface SessionRow extends AccountRow {
  sessionId: number
  idleUntil: Date
  expiresAt: Date
  means: 'password' | 'identity'
  /** An administrator of a real city who signed in without one-time codes. */
  needsSecondFactor: boolean
}

/**
 * Accounts that may act at an instant: not disabled, their grid still exists, and leads and workers still hold a post there. A right ends
 * with the post it came from, without anybody taking it away.
 */
export const usable = (sql: Sql, at: Date) => sql`
  account.disabled_at is null
  and (account.grid_id is null or record.code is not null)
  and (account.role not in ('lead', 'worker') or exists (
    select from post cross join city
    where post.person_id = account.person_id and post.role = account.role
      and (account.grid_id is null or post.grid_id = account.grid_id)
      and post.from_day <= (${at}::timestamptz at time zone city.time_zone)::date
      and (post.until_day is null or post.until_day > (${at}::timestamptz at time zone city.time_zone)::date)))`

const accountColumns = (sql: Sql) => sql`
  account.id, account.name, account.display_name, account.role, record.code as grid, account.person_id as person,
  account.nets, account.department_id as department`

export const accountTables = (sql: Sql) => sql`
  account left join grid_record record on record.grid_id = account.grid_id and record.to_version is null`

interface OwnSecrets {
  /** Null: nobody has chosen one yet, or the city's identity server keeps it. */
  passwordHash: string | null
  demo: boolean
}

export async function selectAccount(
  sql: Sql,
  name: string,
  at: Date,
): Promise<(AccountRow & OwnSecrets) | undefined> {
  const [row] = await sql<(AccountRow & OwnSecrets)[]>`
    select ${accountColumns(sql)}, account.password_hash, account.demo
    from ${accountTables(sql)}
    where account.name = ${name} and ${usable(sql, at)}`
  return row
}

export async function selectSession(
  sql: Sql,
  tokenHash: Uint8Array,
  at: Date,
): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`
    select ${accountColumns(sql)}, session.id as session_id, session.idle_until, session.expires_at, session.means,
      account.role = 'administrator' and session.means = 'password' and not account.demo and not city.demo
        and not exists (select from second_factor where account_id = account.id and confirmed_at is not null)
        as needs_second_factor
    from session join (${accountTables(sql)}) on account.id = session.account_id cross join city
    where session.token_hash = ${tokenHash} and ${open(sql, at)} and ${usable(sql, at)}`
  return row
}

const open = (sql: Sql, at: Date) => sql`
  session.revoked_at is null and session.idle_until > ${at} and session.expires_at > ${at}`

/** Those of some sessions that may be used now. */
export async function selectLiveSessions(sql: Sql, ids: readonly number[], at: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select session.id from session join (${accountTables(sql)}) on account.id = session.account_id
    where session.id = any(${ids as number[]}::int[]) and ${open(sql, at)} and ${usable(sql, at)}`
  return rows.map(({ id }) => id)
}

export interface OpenSession {
  id: number
  createdAt: Date
  idleUntil: Date
  expiresAt: Date
  means: 'password' | 'identity'
  address: string | null
}

/** An account's open sessions, newest first. */
export function selectOpenSessions(sql: Sql, account: string, at: Date): Promise<OpenSession[]> {
  return sql<OpenSession[]>`
    select session.id, session.created_at, session.idle_until, session.expires_at, session.means, session.address
    from session join account on account.id = session.account_id
    where account.name = ${account} and ${open(sql, at)}
    order by session.id desc`
}

export async function insertSession(
  sql: Sql,
  session: Omit<OpenSession, 'id'> & { tokenHash: Uint8Array; account: number },
): Promise<void> {
  await sql`
    insert into session (token_hash, account_id, created_at, idle_until, expires_at, means, address)
    values (${session.tokenHash}, ${session.account}, ${session.createdAt}, ${session.idleUntil}, ${session.expiresAt},
      ${session.means}, ${session.address})`
}

/** Ends the open sessions of an account but one. @returns how many */
export async function revokeSessions(
  sql: Sql,
  account: string,
  at: Date,
  { only = null, but = null }: { only?: number | null; but?: number | null } = {},
): Promise<number> {
  const rows = await sql`
    update session set revoked_at = ${at}
    where account_id = (select account.id from account where account.name = ${account}) and ${open(sql, at)}
      and (${only}::int is null or session.id = ${only}) and session.id is distinct from ${but}::int
    returning session.id`
  return rows.length
}

export async function updatePassword(sql: Sql, account: string, passwordHash: string): Promise<void> {
  await sql`update account set password_hash = ${passwordHash} where name = ${account}`
}

export async function updateSessionToken(sql: Sql, session: number, tokenHash: Uint8Array): Promise<void> {
  await sql`update session set token_hash = ${tokenHash} where id = ${session}`
}

export async function updateSessionUse(sql: Sql, tokenHash: Uint8Array, idleUntil: Date): Promise<void> {
  await sql`update session set idle_until = ${idleUntil} where token_hash = ${tokenHash}`
}

/** The name of the account whose session this was; undefined when there was nothing left to revoke. */
export async function revokeSession(sql: Sql, tokenHash: Uint8Array, at: Date): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    update session set revoked_at = ${at} from account
    where session.token_hash = ${tokenHash} and session.revoked_at is null and account.id = session.account_id
    returning account.name`
  return row?.name
}

export async function deleteSessionsOver(sql: Sql, before: Date): Promise<void> {
  await sql`delete from session where expires_at < ${before}`
}

export async function selectAnyAccount(sql: Sql): Promise<boolean> {
  const rows = await sql`select id from account limit 1`
  return rows.length > 0
}

export interface NewAccount {
  name: string
  displayName: Text
  role: Role
  gridId: number | null
  personId: number | null
  departmentId: number | null
  /** Null: an invitation or the identity server comes first. */
  passwordHash: string | null
  demo: boolean
  createdAt: Date
}

/** False when the name is taken. */
export async function insertAccount(sql: Sql, account: NewAccount): Promise<boolean> {
  const rows = await sql`
    insert into account (name, display_name, role, grid_id, person_id, department_id, password_hash, demo,
      created_at)
    values (${account.name}, ${JSON.stringify(account.displayName)}::text::jsonb, ${account.role}, ${account.gridId},
      ${account.personId}, ${account.departmentId}, ${account.passwordHash}, ${account.demo}, ${account.createdAt})
    on conflict (name) do nothing
    returning id`
  return rows.length > 0
}

/** Two first starts at once make one first administrator. */
export async function lockAccounts(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('account'))`
}

export function selectDemoAccounts(sql: Sql, at: Date): Promise<AccountRow[]> {
  return sql<AccountRow[]>`
    select ${accountColumns(sql)}
    from ${accountTables(sql)}
    where account.demo and exists (select from city where city.demo) and ${usable(sql, at)}
    order by account.id`
}

/** Undefined before a city is loaded. */
export async function selectCity(sql: Sql): Promise<{ demo: boolean; name: Text } | undefined> {
  const [row] = await sql<{ demo: boolean; name: Text }[]>`select demo, name from city`
  return row
}

/** The department that the demo city's account speaks for: the one whose net has most classes, of equals the last. */
export async function selectBusiestDepartment(sql: Sql): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select department.id from department
    order by (select count(*) from incident_class where incident_class.net = department.net) desc, department.id desc
    limit 1`
  return row?.id
}

export interface ChainPost {
  role: 'lead' | 'worker'
  level: string
  title: Text
  grid: string
  gridId: number
  personId: number
}

/** The worker of a grid, or of the first one that has any, and the leads of that grid and of those above it, largest grid first. */
export function selectChainOfPosts(sql: Sql, at: Date, grid: string | null): Promise<ChainPost[]> {
  return sql<ChainPost[]>`
    with recursive
      held as (
        select post.* from post cross join city
        where post.person_id is not null
          and post.from_day <= (${at}::timestamptz at time zone city.time_zone)::date
          and (post.until_day is null or post.until_day > (${at}::timestamptz at time zone city.time_zone)::date)),
      start as (
        select record.grid_id from held join grid_record record on record.grid_id = held.grid_id and record.to_version is null
        where held.role = 'worker' order by record.code is distinct from ${grid}::text, record.code collate "C" limit 1),
      chain as (
        select record.* from grid_record record join start on start.grid_id = record.grid_id where record.to_version is null
        union all
        select above.* from chain join grid_record above on above.grid_id = chain.parent_id and above.to_version is null)
    select distinct on (chain.level, held.role)
      held.role, level.key as level, held.title, chain.code as grid, chain.grid_id, held.person_id
    from chain
    join level on level.position = chain.level
    join held on held.grid_id = chain.grid_id
      and (held.role = 'lead' or (held.role = 'worker' and chain.grid_id = (select grid_id from start)))
    order by chain.level, held.role, held.id`
}

/** Whether a grid is `top` or lies below it, as the tree stands now. */
export async function selectIsWithin(sql: Sql, code: string, top: string): Promise<boolean> {
  const rows = await sql`
    with recursive chain as (
      select grid_id, parent_id, code from grid_record where code = ${code} and to_version is null
      union all
      select above.grid_id, above.parent_id, above.code
      from chain join grid_record above on above.grid_id = chain.parent_id and above.to_version is null)
    select code from chain where code = ${top}`
  return rows.length > 0
}
