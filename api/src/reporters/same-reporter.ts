import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Reporter } from '../incidents/contract.ts'
import { openContact } from './contact.ts'
import { selectSealedReporter } from './queries.ts'

/** Whether a report sent again says the same of its reporter. The stored contact is compared and goes nowhere. */
export async function isSameReporter(
  ctx: Ctx,
  incident: number,
  reporter: Reporter | undefined,
): Promise<boolean> {
  const sealed = await transaction(ctx, async tx => {
    await showRows(tx, 'program')
    return selectSealedReporter(tx.sql, incident, tx.now)
  })
  const kept =
    sealed?.contact && sealed.keyId
      ? openContact(ctx.keyring, incident, { bytes: sealed.contact, keyId: sealed.keyId })
      : { name: null, phone: null }
  return kept.name === (reporter?.name || null) && kept.phone === (reporter?.phone || null)
}
