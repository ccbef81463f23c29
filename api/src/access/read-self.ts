import type { Ctx } from '../context.ts'
import type { OwnSessions, SecondFactor } from './contract.ts'
import { selectAccount, selectCity, selectOpenSessions } from './queries.ts'
import { selectSecondFactor } from './second-factor.queries.ts'
import { lastUse } from './session.ts'

export async function listOwnSessions(ctx: Ctx, current: number): Promise<OwnSessions> {
  const rows = await selectOpenSessions(ctx.sql, ctx.actor.account ?? '', ctx.now)
  const sessions = rows.map(row => ({
    id: row.id,
    openedAt: row.createdAt.toISOString(),
    usedAt: lastUse(row).toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    means: row.means,
    address: row.address,
    current: row.id === current,
  }))
  return { sessions }
}

export async function readSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const account = await selectAccount(ctx.sql, ctx.actor.account ?? '', ctx.now)
  const factor = account === undefined ? undefined : await selectSecondFactor(ctx.sql, account.id)
  const city = await selectCity(ctx.sql)
  const enrolled = factor?.confirmed ?? false
  return {
    enrolled,
    required: ctx.actor.role === 'administrator' && city?.demo === false,
    recoveryCodesLeft: enrolled ? (factor?.codesLeft ?? 0) : 0,
  }
}
