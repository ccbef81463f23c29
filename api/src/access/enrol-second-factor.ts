import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { RecoveryCodes, SecondFactorSecret } from './contract.ts'
import { newSecret, secretUri } from './one-time-code.ts'
import { ownAccount, provenAccount } from './own-account.ts'
import { revokeSessions, selectCity } from './queries.ts'
import { hashReadableCode, newReadableCode } from './readable-code.ts'
import {
  confirmSecondFactor,
  insertRecoveryCodes,
  insertSecondFactor,
  selectSecondFactor,
} from './second-factor.queries.ts'
import { acceptCode, sealedAbout } from './second-factor.ts'
import { chargeAttempt, forgiveAttempt } from './throttle.ts'

const recoveryCodes = 10
const recoveryCodeGroups = 4

/**
 * A new secret for the caller's telephone; it counts when the first code was typed. Throws `bad-credentials`, `demo-account`, `conflict`
 * where one is enrolled already, `too-many-requests`.
 */
export async function beginSecondFactor(ctx: Ctx, password: string): Promise<SecondFactorSecret> {
  const account = await provenAccount(ctx, password)
  const city = await selectCity(ctx.sql)
  const secret = newSecret()
  const sealed = ctx.keyring.seal(secret, sealedAbout(account.id))
  if (!(await insertSecondFactor(ctx.sql, account.id, sealed, ctx.now))) throw new Problem('conflict')
  return { secret, uri: secretUri(secret, `Jingwei ${city?.name.zh ?? ''}`.trim(), account.name) }
}

/**
 * The first code: from now on sign-in asks for one, and the caller's other sessions end. Throws `bad-second-factor`, `not-found`
 * where nothing was begun, `conflict` where it is done, `too-many-requests`.
 */
export async function confirmFirstCode(ctx: Ctx, code: string, session: number): Promise<RecoveryCodes> {
  const account = await ownAccount(ctx)
  await chargeAttempt(ctx, account.name)
  return transaction(ctx, async tx => {
    const factor = await selectSecondFactor(tx.sql, account.id)
    if (factor === undefined) throw new Problem('not-found')
    if (factor.confirmed) throw new Problem('conflict')
    if ((await acceptCode(tx, account.id, factor, code)) !== 'code')
      throw new Problem('bad-second-factor', { field: 'code' })
    const codes = Array.from({ length: recoveryCodes }, () => newReadableCode(recoveryCodeGroups))
    await confirmSecondFactor(tx.sql, account.id, tx.now)
    await insertRecoveryCodes(tx.sql, account.id, codes.map(hashReadableCode))
    await forgiveAttempt(tx, account.name)
    await revokeSessions(tx.sql, account.name, tx.now, { but: session })
    await appendAudit(tx, { verb: 'second-factor.enrol', subject: `account/${account.name}` })
    return { codes }
  })
}
