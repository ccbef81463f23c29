import { createHash, randomBytes } from 'node:crypto'
import { type Actor, type Ctx, visitor } from '../context.ts'
import type { Session } from './contract.ts'
import {
  type AccountRow,
  insertSession,
  type SessionRow,
  selectSession,
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
export async function openSession(ctx: Ctx, account: AccountRow): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(ctx.now.getTime() + longestHours * hour)
  await insertSession(ctx.sql, {
    tokenHash: hashToken(token),
    account: account.id,
    createdAt: ctx.now,
    idleUntil: new Date(ctx.now.getTime() + idleHours * hour),
    expiresAt,
  })
  return { token, expiresAt }
}

/** The session that a token stands for and that may be used now; its idle time starts again. */
export async function findSession(ctx: Ctx, token: string): Promise<SessionRow | undefined> {
  const tokenHash = hashToken(token)
  const session = await selectSession(ctx.sql, tokenHash, ctx.now)
  if (session === undefined) return undefined
  const idleUntil = new Date(ctx.now.getTime() + idleHours * hour)
  if (idleUntil.getTime() - session.idleUntil.getTime() >= noteUseEveryMinutes * 60_000)
    await updateSessionUse(ctx.sql, tokenHash, idleUntil)
  return session
}

export function actorOf(account: AccountRow): Actor {
  const { name, role, grid, person, nets, department } = account
  return { account: name, role, grid, person, nets, department }
}

/** The session as its owner sees it. */
export function describeSession(
  session: { account: AccountRow; expiresAt: Date } | null,
  setupRequired: boolean,
): Session {
  if (session === null)
    return { account: null, name: null, role: visitor.role, grid: null, expiresAt: null, setupRequired }
  const { account, expiresAt } = session
  return {
    account: account.name,
    name: account.displayName.zh,
    role: account.role,
    grid: account.grid,
    expiresAt: expiresAt.toISOString(),
    setupRequired,
  }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
