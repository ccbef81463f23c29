import type { Ctx } from '../context.ts'
import { upsertLink } from './queries.ts'
import { hashOfToken, reportToken } from './token.ts'

/** The link of a report that was sent again: the same as before, unless the server's key was changed in between. */
export async function renewLink(ctx: Ctx, incident: number): Promise<string> {
  const token = reportToken(ctx.keyring, incident)
  await upsertLink(ctx.sql, incident, hashOfToken(token), ctx.now)
  return token
}
