import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { type AccountRow, selectAccountById } from './queries.ts'

/** Throws `not-found`, and `demo-account` for a published one. */
export async function changeableAccount({ sql, now }: Ctx, id: number): Promise<AccountRow> {
  const account = await selectAccountById(sql, id, now)
  if (account === undefined) throw new Problem('not-found')
  if (account.demo) throw new Problem('demo-account')
  return account
}
