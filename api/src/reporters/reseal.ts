import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { openContact, sealedAbout } from './contact.ts'
import { selectStaleReporters, updateSealedReporter } from './queries.ts'
import { selectStaleKeys, updateReporterKey } from './words.queries.ts'
import { keyAbout, openReporterKey } from './words.ts'

const rowsAtOnce = 500

/**
 * After a new key was put in front: seals anew what an older key sealed, so that the old one can be taken away.
 * Stopped in the middle, the next call goes on. @returns how many contacts, and keys to reporters’ words, were sealed anew
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
  const stale = await selectStaleReporters(ctx.sql, ctx.keyring.currentKeyId, rowsAtOnce)
  for (const { incidentId, contact: bytes, keyId } of stale) {
    const contact = openContact(ctx.keyring, incidentId, { bytes, keyId })
    const sealed = ctx.keyring.seal(JSON.stringify(contact), sealedAbout(incidentId))
    await updateSealedReporter(ctx.sql, incidentId, sealed)
  }
  const keys = await selectStaleKeys(ctx.sql, ctx.keyring.currentKeyId, rowsAtOnce)
  for (const { incidentId, ...sealed } of keys) {
    const key = openReporterKey(ctx.keyring, incidentId, sealed)
    await updateReporterKey(ctx.sql, incidentId, ctx.keyring.seal(key, keyAbout(incidentId)))
  }
  const [contacts, words] = [stale.length, keys.length]
  if (contacts + words > 0)
    await appendAudit(ctx, {
      verb: 'reporter.reseal',
      subject: null,
      data: { contacts, words, keyId: ctx.keyring.currentKeyId },
    })
  return contacts + words
}
