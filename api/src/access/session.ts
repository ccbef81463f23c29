import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Ctx } from '../context.ts'
import type { Caller } from './caller.ts'
import {
  type AccountRow,
  insertSession,
  selectSession,
  updateSessionToken,
  updateSessionUse,
} from './queries.ts'

/** A session ends after so long without use … */
const idleHours = 8
/** … and after so long in any case. */
const longestHours = 24
/** Use is noted in steps, so that reading does not write every time. */
const noteUseEveryMinutes = 5

const hour = 3_600_000

export interface OpenedSession {
  /** For the cookie; kept nowhere. */
  readonly token: string
  readonly expiresAt: Date
}

/** A new session with a new token: 256 random bits, of which only the hash is kept. */
export async function openSession(
  ctx: Ctx,
  account: Pick<AccountRow, 'id'>,
  means: 'password' | 'identity' = 'password',
): Promise<OpenedSession> {
  const token = newToken()
  const expiresAt = new Date(ctx.now.getTime() + longestHours * hour)
  await insertSession(ctx.sql, {
    tokenHash: hashToken(token),
    account: account.id,
    createdAt: ctx.now,
    idleUntil: new Date(ctx.now.getTime() + idleHours * hour),
    expiresAt,
    means,
    address: ctx.address,
  })
  return { token, expiresAt }
}

/** The same session under a new token: a copy of the old one opens nothing any more. */
export async function renewToken(ctx: Ctx, session: number): Promise<string> {
  const token = newToken()
  await updateSessionToken(ctx.sql, session, hashToken(token))
  return token
}

/** Whom the session of a token stands for, when it may be used now; its idle time starts again. */
export async function findSession(ctx: Ctx, token: string): Promise<Caller | null> {
  const tokenHash = hashToken(token)
  const session = await selectSession(ctx.sql, tokenHash, ctx.now)
  if (session === undefined) return null
  const idleUntil = new Date(ctx.now.getTime() + idleHours * hour)
  if (idleUntil.getTime() - session.idleUntil.getTime() >= noteUseEveryMinutes * 60_000)
    await updateSessionUse(ctx.sql, tokenHash, idleUntil)
  return {
    actor: actorOf(session),
    name: session.displayName.zh,
    means: session.means,
    id: session.sessionId,
    expiresAt: session.expiresAt,
    verbs: null,
    needsSecondFactor: session.needsSecondFactor,
  }
}

/** When a session was used last, exact to some minutes. */
export function lastUse({ idleUntil }: { idleUntil: Date }): Date {
  return new Date(idleUntil.getTime() - idleHours * hour)
}

export function actorOf(account: AccountRow): Actor {
  const { name, role, grid, person, nets, department } = account
  return { account: name, role, grid, person, nets, department }
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
