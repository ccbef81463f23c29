import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { provenAccount } from './own-account.ts'
import { deleteSecondFactor } from './second-factor.queries.ts'

/** The caller's own one-time codes are given up, with the password. Throws `bad-credentials`, `not-found`, `too-many-requests`. */
export async function removeSecondFactor(ctx: Ctx, password: string): Promise<void> {
  const { id, name } = await provenAccount(ctx, password)
  await transaction(ctx, async tx => {
    if (!(await deleteSecondFactor(tx.sql, id))) throw new Problem('not-found')
    await appendAudit(tx, { verb: 'second-factor.remove', subject: `account/${name}` })
  })
}
