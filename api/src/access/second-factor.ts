import type { Ctx } from '../context.ts'
import { stepOf } from './one-time-code.ts'
import { hashReadableCode } from './readable-code.ts'
import { acceptStep, type SecondFactorRow, useRecoveryCode } from './second-factor.queries.ts'

/** Whether a code of the telephone or a recovery code opens this account now; either does so once. Part of a transaction. */
export async function acceptCode(
  ctx: Ctx,
  account: number,
  factor: SecondFactorRow,
  code: string,
): Promise<'code' | 'recovery' | null> {
  const step = stepOf(openSecret(ctx, account, factor), code, ctx.now)
  if (step !== null) return (await acceptStep(ctx.sql, account, step)) ? 'code' : null
  const isRecovery = await useRecoveryCode(ctx.sql, account, hashReadableCode(code), ctx.now)
  return isRecovery ? 'recovery' : null
}

export function openSecret(
  { keyring }: Ctx,
  account: number,
  { secret, keyId }: Pick<SecondFactorRow, 'secret' | 'keyId'>,
): string {
  return keyring.open({ bytes: secret, keyId }, sealedAbout(account))
}

/** What a seal is bound to: the account it was made for. */
export function sealedAbout(account: number): string {
  return `second_factor/${account}`
}
