import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { DutyName } from './contract.ts'
import { updateDuty } from './queries.ts'

/** Gives a duty of the city's list its name, or takes it away. Throws `not-found`. */
export function nameDuty(ctx: Ctx, code: string, { name }: DutyName): Promise<DutyName> {
  return transaction(ctx, async tx => {
    const changed = await updateDuty(tx.sql, code, name)
    if (changed === undefined) throw new Problem('not-found')
    await appendAudit(tx, {
      verb: 'city.duty',
      subject: `duty/${code}`,
      data: { was: changed.was, is: name },
    })
    return { name }
  })
}
