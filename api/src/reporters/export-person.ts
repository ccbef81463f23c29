import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import type { PersonFile, PersonRequest } from './contract.ts'
import { findPerson } from './find-person.ts'
import { selectReported } from './queries.ts'

/** What a person gave with their reports, for that person. Writes in the same transaction who took it out, of which cases and why. */
export function exportPerson(ctx: Ctx, request: PersonRequest): Promise<PersonFile> {
  return transaction(ctx, async tx => {
    await showRows(tx, 'person.export')
    const found = await findPerson(tx, request)
    const contacts = new Map(found.map(each => [each.incident, each]))
    const rows = await selectReported(tx.sql, [...contacts.keys()])
    const { reason } = request
    await appendAudit(tx, {
      verb: 'person.export',
      subject: null,
      data: { reason, cases: rows.map(({ id }) => id) },
    })
    return {
      cases: rows.flatMap(({ reportedAt, body, ...row }) => {
        const of = contacts.get(row.id)
        if (of === undefined) return []
        const times = { reportedAt: reportedAt.toISOString(), givenAt: of.givenAt.toISOString() }
        return [{ ...row, ...times, text: body, ...of.contact }]
      }),
    }
  })
}
