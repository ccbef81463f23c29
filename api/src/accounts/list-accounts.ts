import type { Ctx } from '../context.ts'
import type { Account, Accounts, AccountsQuery } from './contract.ts'
import { type AccountRow, selectAccounts, selectDepartments } from './queries.ts'

/** A page of accounts, by name. */
export async function listAccounts(
  { sql, now }: Ctx,
  { q = '', role = undefined, after = '', limit }: AccountsQuery,
): Promise<Accounts> {
  const rows = await selectAccounts(
    sql,
    { q: q.trim().toLowerCase(), role: role ?? null, after, limit: limit + 1 },
    now,
  )
  const page = rows.slice(0, limit)
  return {
    accounts: page.map(describeAccount),
    departments: await selectDepartments(sql),
    next: rows.length > limit ? (page.at(-1)?.account ?? null) : null,
  }
}

export function describeAccount(row: AccountRow): Account {
  const { personId, personName, postUntil, invitedUntil, ...same } = row
  return {
    ...same,
    person: personId === null ? null : { id: personId, name: personName ?? '', until: postUntil },
    invitedUntil: invitedUntil?.toISOString() ?? null,
  }
}
