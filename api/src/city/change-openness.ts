import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Openness } from './contract.ts'
import { updateOpenness } from './queries.ts'

/** Whether everybody may read every case, and the least number that others are told: the administrator's. */
export function changeOpenness(ctx: Ctx, openness: Openness): Promise<Openness> {
  return transaction(ctx, async tx => {
    const was = await updateOpenness(tx.sql, openness)
    await appendAudit(tx, { verb: 'city.openness', subject: 'city', data: { was, is: openness } })
    return openness
  })
}
