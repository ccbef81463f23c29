import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { type FollowedRow, selectFollowed } from './queries.ts'
import { hashOfToken } from './token.ts'

/** The case of a link. Throws `not-found`: one look-up by hash, whatever the token is. */
export async function findReport(ctx: Ctx, token: string): Promise<FollowedRow> {
  const row = await selectFollowed(ctx.sql, hashOfToken(token))
  if (row === undefined) throw new Problem('not-found', { field: 'token' })
  return row
}
