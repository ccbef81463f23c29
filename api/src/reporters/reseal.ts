import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { openContact, sealedAbout } from './contact.ts'
import { selectStaleReporters, updateSealedReporter } from './queries.ts'

const contactsAtOnce = 500

/**
 * After a new key was put in front: seals anew what an older key sealed, so that the old one can be taken away.
 * Stopped in the middle, the next call goes on. @returns how many contacts were sealed anew
 */
export async function resealReporters(ctx: Ctx): Promise<number> {
  let resealed = 0
  for (;;) {
    const some = await transaction(ctx, resealSome)
    if (some === 0) return resealed
    resealed += some
  }
}

async function resealSome(ctx: Ctx): Promise<number> {
  await showRows(ctx, 'program')
  const stale = await selectStaleReporters(ctx.sql, ctx.keyring.currentKeyId, contactsAtOnce)
  for (const { incidentId, contact: bytes, keyId } of stale) {
    const contact = openContact(ctx.keyring, incidentId, { bytes, keyId })
    const sealed = ctx.keyring.seal(JSON.stringify(contact), sealedAbout(incidentId))
    await updateSealedReporter(ctx.sql, incidentId, sealed)
  }
  if (stale.length > 0)
    await appendAudit(ctx, {
      verb: 'reporter.reseal',
      subject: null,
      data: { contacts: stale.length, keyId: ctx.keyring.currentKeyId },
    })
  return stale.length
}
