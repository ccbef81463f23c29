import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { deleteContacts, selectOverdueReporters } from './queries.ts'

const contactsAtOnce = 500

/**
 * Deletes the contacts of cases that ended more than so many days ago, their secret links, and the keys to what was written by them. Run as often as one likes: what is gone
 * is gone once. Each portion is one transaction with its entry in the audit log. @returns of how many cases
 */
export async function eraseOldContacts(ctx: Ctx, days: number): Promise<number> {
  const before = new Date(ctx.now.getTime() - days * 86_400_000)
  let erased = 0
  for (;;) {
    const some = await transaction(ctx, async tx => {
      await showRows(tx, 'program')
      const cases = await selectOverdueReporters(tx.sql, before, contactsAtOnce)
      if (cases.length === 0) return 0
      await deleteContacts(tx.sql, cases)
      await appendAudit(tx, { verb: 'reporter.erase', subject: null, data: { days, cases } })
      return cases.length
    })
    if (some === 0) return erased
    erased += some
  }
}
