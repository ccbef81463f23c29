import type { Sql } from '../database/sql.ts'
import type { Role } from './contract.ts'

/** The account that an identity is linked to; `managed`: made and kept by what the identity server says. */
export async function selectIdentity(
  sql: Sql,
  issuer: string,
  subject: string,
): Promise<{ id: number; account: string; role: Role; managed: boolean } | undefined> {
  const [row] = await sql<{ id: number; account: string; role: Role; managed: boolean }[]>`
    select account.id, account.name as account, account.role, identity.managed
    from identity join account on account.id = identity.account_id
    where identity.issuer = ${issuer} and identity.subject = ${subject}`
  return row
}

export async function insertManagedIdentity(
  sql: Sql,
  account: string,
  issuer: string,
  subject: string,
): Promise<void> {
  await sql`
    insert into identity (issuer, subject, account_id, managed)
    select ${issuer}, ${subject}, id, true from account where name = ${account}`
}

export async function updateRole(sql: Sql, id: number, role: Role): Promise<void> {
  await sql`update account set role = ${role} where id = ${id}`
}
