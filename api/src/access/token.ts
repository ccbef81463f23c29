import { randomBytes } from 'node:crypto'
import { type Actor, type Ctx, visitor } from '../context.ts'
import { readingVerbs, type Verb } from '../permissions.ts'
import type { Caller } from './caller.ts'
import { selectAccount } from './queries.ts'
import { actorOf, hashToken } from './session.ts'
import { selectToken, type TokenRow, updateTokenUse } from './token.queries.ts'

/** `jw_` and 256 random bits: scanners for leaked secrets can tell what they have found. */
const shape = /^jw_[\w-]{43}$/

export function newToken(): string {
  return `jw_${randomBytes(32).toString('base64url')}`
}

export function isTokenShaped(text: string): boolean {
  return shape.test(text)
}

/**
 * Whom a token stands for now: its account, as far as that may act by itself, or a wall display. Null: it was never made, is over, or its
 * account may not act. The first use of a day is noted.
 */
export async function findToken(ctx: Ctx, token: string): Promise<Caller | null> {
  if (!isTokenShaped(token)) return null
  const row = await selectToken(ctx.sql, hashToken(token), ctx.now)
  if (row === undefined) return null
  const bearer = row.account === null ? screenOf(row) : await accountOf(ctx, row.account)
  if (bearer === null) return null
  const verbs = verbsOf(row)
  if (!row.usedToday) await updateTokenUse(ctx.sql, row.id, ctx.now)
  return {
    name: bearer.name,
    actor: { ...bearer.actor, verbs },
    means: row.account === null ? 'screen' : 'token',
    id: row.id,
    expiresAt: row.expiresAt,
    verbs,
    needsSecondFactor: false,
  }
}

/** On a wall display somebody may sign in for a while, and out again. */
function verbsOf({ account, verbs }: TokenRow): ReadonlySet<Verb> {
  if (account === null) return new Set([...readingVerbs, 'session.use'])
  return verbs === null ? readingVerbs : new Set(verbs as Verb[])
}

/** No account can be called so: a slash is not among their letters. */
export function screenAccount(name: string): string {
  return `screen/${name}`
}

function screenOf({ name }: TokenRow): { actor: Actor; name: string } {
  return { actor: { ...visitor, account: screenAccount(name), role: 'wall' }, name }
}

async function accountOf(ctx: Ctx, name: string): Promise<{ actor: Actor; name: string } | null> {
  const account = await selectAccount(ctx.sql, name, ctx.now)
  return account === undefined ? null : { actor: actorOf(account), name: account.displayName.zh }
}
