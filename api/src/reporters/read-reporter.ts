import { authorize } from '../access/authorize.ts'
import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { openContact } from './contact.ts'
import type { ReporterContact, ReporterRead } from './contract.ts'
import { selectSealedReporter } from './queries.ts'

/**
 * Shows a reporter's contact to somebody who works on the incident, and writes who read it and why in the same transaction: no entry,
 * no contact. Throws `not-found` for an unknown incident, one outside the reader's reach, and one whose reporter gave nothing.
 */
export function readReporter(
  ctx: Ctx,
  incident: number,
  { purpose, note }: ReporterRead,
): Promise<ReporterContact> {
  return transaction(ctx, async tx => {
    await showRows(tx, 'reporter.read')
    const reporter = await selectSealedReporter(tx.sql, incident, tx.now)
    if (reporter === undefined) throw new Problem('not-found')
    await authorize(tx, 'reporter.read', reporter)
    const { contact: bytes, keyId } = reporter
    if (bytes === null || keyId === null) throw new Problem('not-found')
    const contact = openContact(tx.keyring, incident, { bytes, keyId })
    await appendAudit(tx, {
      verb: 'reporter.read',
      subject: `incident/${incident}`,
      data: note ? { purpose, note } : { purpose },
    })
    return contact
  })
}
