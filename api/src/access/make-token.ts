import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { reachOf, type Verb, verbs, withoutTokens } from '../permissions.ts'
import { Problem } from '../problem.ts'
import type { MadeToken, NewScreen, NewToken } from './contract.ts'
import { hashToken } from './session.ts'
import { insertToken, type TokenRow } from './token.queries.ts'
import { newToken, screenAccount } from './token.ts'

/** A program's token for the caller's own account. Throws `bad-field` for a verb that the account or any token may not do. */
export function makeToken(ctx: Ctx, { name, days, verbs: asked }: NewToken): Promise<MadeToken> {
  const grantable = new Set<string>(grantableVerbs(ctx))
  if (asked?.some(verb => !grantable.has(verb))) throw new Problem('bad-field', { field: 'verbs' })
  const verbs = asked === undefined ? null : [...new Set(asked)]
  return insert(ctx, { name, days, verbs, account: ctx.actor.account }, 'token')
}

/** A wall display's token: it reads what a wall display reads, whoever made it. */
export function makeScreen(ctx: Ctx, { name, days }: NewScreen): Promise<MadeToken> {
  return insert(ctx, { name, days, verbs: null, account: null }, 'screen')
}

/** What the caller may give a token. */
export function grantableVerbs({ actor }: Ctx): Verb[] {
  return verbs.filter(verb => !withoutTokens.has(verb) && reachOf(actor.role, verb) !== 'no')
}

export function describeToken({ account: _, ...row }: TokenRow): Omit<MadeToken, 'token'> {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() }
}

async function insert(
  ctx: Ctx,
  { days, ...about }: Pick<TokenRow, 'name' | 'verbs' | 'account'> & { days: number },
  kind: 'token' | 'screen',
): Promise<MadeToken> {
  const token = newToken()
  const row = {
    ...about,
    madeBy: ctx.actor.account ?? '',
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + days * dayMilliseconds),
  }
  return transaction(ctx, async tx => {
    const id = await insertToken(tx.sql, { ...row, tokenHash: hashToken(token) })
    await appendAudit(tx, {
      verb: `${kind}.make`,
      subject: subjectOf(kind, id, about.name),
      data: { name: about.name, verbs: about.verbs, days },
    })
    return { ...describeToken({ ...row, id, usedOn: null }), token }
  })
}

const dayMilliseconds = 86_400_000

export function subjectOf(kind: 'token' | 'screen', id: number, name: string): string {
  return kind === 'screen' ? screenAccount(name) : `token/${id}`
}
