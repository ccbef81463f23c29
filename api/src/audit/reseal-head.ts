import { type Ctx, transaction } from '../context.ts'
import { headText, sealOf } from './head.ts'
import { putHead, selectHeadForUpdate } from './queries.ts'

/** After a new key was put in front: the end of the log is vouched for with it, so that the old one can be taken away. */
export function resealHead(ctx: Ctx): Promise<void> {
  return transaction(ctx, async tx => {
    const head = await selectHeadForUpdate(tx.sql)
    if (head === undefined || head.keyId === tx.keyring.currentKeyId) return
    // one that does not hold stays as it is: the next entry tells
    if (sealOf(tx.keyring, head) === 'good') await putHead(tx.sql, head, tx.keyring.vouch(headText(head)))
  })
}
