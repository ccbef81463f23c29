import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'
import type { AccountRole, AccountState } from './contract.ts'

export interface AccountRow {
  id: number
  account: string
  name: Text
  role: AccountRole
  grid: string | null
  department: string | null
  nets: string[] | null
  personId: number | null
  personName: string | null
  postUntil: string | null
  state: AccountState
  demo: boolean
  secondFactor: boolean
  subject: string | null
  openSessions: number
  invitedUntil: Date | null
}

/** `holds`: the post that a lead or worker acts by today. */
const described = (sql: Sql, at: Date) => sql`
  select account.id, account.name as account, account.display_name as name, account.role, record.code as grid,
    department.code as department, account.nets, person.id as person_id, person.name as person_name,
    to_char(holds.until_day, 'YYYY-MM-DD') as post_until,
    case
      when account.disabled_at is not null then 'disabled'
      when account.role in ('lead', 'worker') and holds.id is null then 'without-post'
      when account.password_hash is null and identity.subject is null then 'invited'
      else 'active'
    end as state,
    account.demo, coalesce(second_factor.confirmed_at is not null, false) as second_factor, identity.subject,
    (select count(*)::int from session
     where session.account_id = account.id and revoked_at is null and idle_until > ${at} and expires_at > ${at})
      as open_sessions,
    invitation.expires_at as invited_until
  from account
  cross join city
  left join grid_record record on record.grid_id = account.grid_id and record.to_version is null
  left join department on department.id = account.department_id
  left join person on person.id = account.person_id
  left join second_factor on second_factor.account_id = account.id
  left join identity on identity.account_id = account.id
  left join invitation on invitation.account_id = account.id and invitation.expires_at > ${at}
  left join lateral (
    select post.id, post.until_day from post
    where post.person_id = account.person_id and post.role = account.role
      and (account.grid_id is null or post.grid_id = account.grid_id)
      and ${isHeld(sql, at)}
    order by post.until_day desc nulls first limit 1) holds on true`

const isHeld = (sql: Sql, at: Date) => sql`
  post.from_day <= (${at}::timestamptz at time zone city.time_zone)::date
  and (post.until_day is null or post.until_day > (${at}::timestamptz at time zone city.time_zone)::date)`

export function selectAccounts(
  sql: Sql,
  { q, role, after, limit }: { q: string; role: string | null; after: string; limit: number },
  at: Date,
): Promise<AccountRow[]> {
  return sql<AccountRow[]>`
    ${described(sql, at)}
    where account.name collate "C" > ${after}
      and (${role}::text is null or account.role = ${role})
      and (position(lower(${q}) in account.name) > 0
        or position(lower(${q}) in lower(account.display_name ->> 'zh')) > 0
        or position(lower(${q}) in lower(coalesce(person.name, ''))) > 0)
    order by account.name collate "C" limit ${limit}`
}

export async function selectAccountById(sql: Sql, id: number, at: Date): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`${described(sql, at)} where account.id = ${id}`
  return row
}

export async function selectAccountId(sql: Sql, account: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`select id from account where name = ${account}`
  return row?.id
}

/** What an account stands on, by identity. */
export interface Place {
  name: string
  role: AccountRole
  gridId: number | null
  personId: number | null
  departmentId: number | null
  nets: string[] | null
}

/** @returns undefined when the name is taken */
export async function insertInvitedAccount(
  sql: Sql,
  account: string,
  place: Place,
  at: Date,
): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    insert into account (name, display_name, role, grid_id, person_id, department_id, nets, created_at)
    values (${account}, ${JSON.stringify({ zh: place.name })}::text::jsonb, ${place.role}, ${place.gridId},
      ${place.personId}, ${place.departmentId}, ${place.nets}::text[], ${at})
    on conflict (name) do nothing
    returning id`
  return row?.id
}

export async function updateAccount(
  sql: Sql,
  id: number,
  place: Place,
  disabledAt: Date | null,
): Promise<void> {
  await sql`
    update account set display_name = display_name || ${JSON.stringify({ zh: place.name })}::text::jsonb,
      role = ${place.role}, grid_id = ${place.gridId}, person_id = ${place.personId},
      department_id = ${place.departmentId}, nets = ${place.nets}::text[],
      disabled_at = case when ${disabledAt}::timestamptz is null then null else coalesce(disabled_at, ${disabledAt}) end
    where id = ${id}`
}

/** Nobody changes who the administrators are at the same time. */
export async function lockAccounts(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('account'))`
}

/** Administrators who can sign in. */
export async function countAdministrators(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from account left join identity on identity.account_id = account.id
    where account.role = 'administrator' and account.disabled_at is null
      and (account.password_hash is not null or identity.subject is not null)`
  return row?.count ?? 0
}

export async function selectGridId(sql: Sql, code: string): Promise<number | undefined> {
  const [row] = await sql<{ gridId: number }[]>`
    select grid_id from grid_record where code = ${code} and to_version is null`
  return row?.gridId
}

/** Who holds a post of this role at this grid on the day. */
export function selectHolders(
  sql: Sql,
  gridId: number,
  role: string,
  at: Date,
): Promise<{ person: number; name: string }[]> {
  return sql<{ person: number; name: string }[]>`
    select distinct person.id as person, person.name
    from post cross join city join person on person.id = post.person_id
    where post.grid_id = ${gridId} and post.role = ${role} and ${isHeld(sql, at)}
    order by person.id`
}

export async function selectDepartmentId(sql: Sql, code: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`select id from department where code = ${code}`
  return row?.id
}

export function selectDepartments(sql: Sql): Promise<{ code: string; name: Text }[]> {
  return sql<{ code: string; name: Text }[]>`select code, name from department order by code`
}

/** Those of some nets that the city does not have. */
export async function selectUnknownNets(sql: Sql, nets: readonly string[]): Promise<string[]> {
  const known = await sql<{ key: string }[]>`select key from net where key = any(${nets as string[]}::text[])`
  const keys = new Set(known.map(({ key }) => key))
  return nets.filter(net => !keys.has(net))
}

export async function upsertInvitation(
  sql: Sql,
  id: number,
  codeHash: Uint8Array,
  at: Date,
  expiresAt: Date,
): Promise<void> {
  await sql`
    insert into invitation (account_id, code_hash, created_at, expires_at)
    values (${id}, ${codeHash}, ${at}, ${expiresAt})
    on conflict (account_id) do update
      set code_hash = excluded.code_hash, created_at = excluded.created_at, expires_at = excluded.expires_at`
}

/** Whose invitation a code is. */
export async function selectInvitation(
  sql: Sql,
  codeHash: Uint8Array,
  at: Date,
): Promise<{ id: number; account: string; name: string } | undefined> {
  const [row] = await sql<{ id: number; account: string; name: string }[]>`
    select account.id, account.name as account, account.display_name ->> 'zh' as name
    from invitation join account on account.id = invitation.account_id
    where code_hash = ${codeHash} and invitation.expires_at > ${at} and account.disabled_at is null`
  return row
}

/** Of two who use one invitation at once, one does. */
export async function useInvitation(sql: Sql, codeHash: Uint8Array, passwordHash: string): Promise<boolean> {
  const used = await sql<{ id: number }[]>`
    delete from invitation where code_hash = ${codeHash} returning account_id as id`
  for (const { id } of used) await sql`update account set password_hash = ${passwordHash} where id = ${id}`
  return used.length > 0
}

/** What may be in wrong hands counts no longer: the password, open sessions, tokens. */
export async function forgetKeys(sql: Sql, id: number, at: Date): Promise<void> {
  await sql`update account set password_hash = null where id = ${id}`
  await endSessionsOf(sql, id, at)
  await sql`update token set revoked_at = ${at} where account_id = ${id} and revoked_at is null`
}

/** @returns how many were open */
export async function endSessionsOf(sql: Sql, id: number, at: Date): Promise<number> {
  const rows = await sql`
    update session set revoked_at = ${at}
    where account_id = ${id} and revoked_at is null and expires_at > ${at} returning id`
  return rows.length
}

export async function deleteFactorOf(sql: Sql, id: number): Promise<boolean> {
  await sql`delete from recovery_code where account_id = ${id}`
  const rows = await sql`delete from second_factor where account_id = ${id} returning account_id`
  return rows.length > 0
}

/** False where the subject is somebody else's. */
export async function linkIdentity(
  sql: Sql,
  id: number,
  issuer: string | null,
  subject: string | null,
): Promise<boolean> {
  if (subject === null || issuer === null) {
    await sql`delete from identity where account_id = ${id}`
    return true
  }
  const others = await sql`
    select account_id from identity where issuer = ${issuer} and subject = ${subject} and account_id <> ${id}`
  if (others.length > 0) return false
  await sql`
    insert into identity (issuer, subject, account_id) values (${issuer}, ${subject}, ${id})
    on conflict (account_id) do update
      set subject = excluded.subject, issuer = excluded.issuer,
        managed = identity.managed and identity.subject = excluded.subject`
  return true
}
