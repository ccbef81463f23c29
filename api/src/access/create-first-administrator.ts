import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { accountName } from './account-name.ts'
import type { FirstAdministrator } from './contract.ts'
import { newPasswordHash } from './new-password.ts'
import { insertAccount, lockAccounts, selectAnyAccount } from './queries.ts'
import { isSetupCode, isSetupOpen, type Setup } from './setup.ts'
import { chargeAttempt } from './throttle.ts'

/**
 * The administrator of a real city's first start, by the code that the start printed; possible once.
 * Throws `not-found` when there is nothing to set up, `bad-credentials` for a wrong code, `weak-password` with the fault,
 * `too-many-requests`.
 */
export async function createFirstAdministrator(
  ctx: Ctx,
  setup: Setup,
  input: FirstAdministrator,
): Promise<void> {
  if (!(await isSetupOpen(ctx, setup))) throw new Problem('not-found')
  if (!isSetupCode(setup, input.code)) {
    await chargeAttempt(ctx, 'the setup code')
    throw new Problem('bad-credentials', { field: 'code' })
  }
  const name = accountName(input.account)
  const passwordHash = await newPasswordHash(ctx, input.password, name, input.name)

  await transaction(ctx, async tx => {
    await lockAccounts(tx.sql)
    if (await selectAnyAccount(tx.sql)) throw new Problem('not-found')
    await insertAccount(tx.sql, {
      name,
      displayName: { zh: input.name },
      role: 'administrator',
      gridId: null,
      personId: null,
      departmentId: null,
      passwordHash,
      demo: false,
      createdAt: tx.now,
    })
    await appendAudit(tx, { verb: 'account.create', subject: `account/${name}`, data: { setup: true } })
  })
  setup.code = null
}
