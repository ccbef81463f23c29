import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import type { PersonErased, PersonRequest } from './contract.ts'
import { findPerson } from './find-person.ts'
import { deleteContacts, selectReported, updateWords } from './queries.ts'

const blackedOut = '■■■'

/**
 * Deletes what is kept of a person: contacts and secret links of all their cases, and name and number where they stand in title or text.
 * The cases, their photos, their steps with what was typed in them, and what the audit log says of earlier reads stay; the log learns that
 * it happened, in which cases and why.
 */
export function erasePerson(ctx: Ctx, request: PersonRequest): Promise<PersonErased> {
  return transaction(ctx, async tx => {
    await showRows(tx, 'person.erase')
    const found = await findPerson(tx, request)
    const cases = found.map(({ incident }) => incident)
    const rows = new Map((await selectReported(tx.sql, cases)).map(row => [row.id, row]))
    for (const { incident, contact } of found) {
      const row = rows.get(incident)
      if (row === undefined) continue
      const without = (text: string) =>
        [contact.name, contact.phone].reduce<string>(
          (all, word) => (word === null || word.length < 2 ? all : all.replaceAll(word, blackedOut)),
          text,
        )
      const [title, body] = [without(row.title), without(row.body)]
      if (title !== row.title || body !== row.body) await updateWords(tx.sql, incident, title, body)
    }
    await deleteContacts(tx.sql, cases)
    await appendAudit(tx, { verb: 'person.erase', subject: null, data: { reason: request.reason, cases } })
    return { cases }
  })
}
