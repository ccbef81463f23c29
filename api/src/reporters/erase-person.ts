import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { letGoOf, removeReportersPhotos } from '../evidence/reporters-photos.ts'
import type { EvidenceStore } from '../evidence/store.ts'
import type { PersonErased, PersonRequest, ReporterContact } from './contract.ts'
import { digitsOf, findPerson } from './find-person.ts'
import { deleteContacts, selectReported, updateWords } from './queries.ts'

const blackedOut = '■■■'

/**
 * Deletes what is kept of a person as a reporter: contacts and secret links of all their cases, the keys to what they wrote by the links, the
 * photos they sent, and name and number where they stand in title or text. The cases and their logs stay whole, with what officials typed, and
 * so does what the audit log says of earlier reads; it learns that it happened, in which cases and why.
 */
export async function erasePerson(
  ctx: Ctx,
  store: EvidenceStore,
  request: PersonRequest,
): Promise<PersonErased> {
  const { cases, photos } = await transaction(ctx, tx => erase(tx, request))
  await letGoOf(ctx, store, photos)
  return { cases }
}

async function erase(tx: Ctx, request: PersonRequest) {
  await showRows(tx, 'person.erase')
  const found = await findPerson(tx, request)
  const cases = found.map(({ incident }) => incident)
  const photos = await removeReportersPhotos(tx, cases)
  const rows = new Map((await selectReported(tx.sql, cases)).map(row => [row.id, row]))
  for (const { incident, contact } of found) {
    const row = rows.get(incident)
    if (row === undefined) continue
    const [title, body] = [without(contact, row.title), without(contact, row.body)]
    if (title !== row.title || body !== row.body) await updateWords(tx.sql, incident, title, body)
  }
  await deleteContacts(tx.sql, cases)
  await appendAudit(tx, { verb: 'person.erase', subject: null, data: { reason: request.reason, cases } })
  return { cases, photos }
}

/** Name and number, the number however it was typed. */
function without({ name, phone }: ReporterContact, text: string): string {
  const unnamed = name === null || name.length < 2 ? text : text.replaceAll(name, blackedOut)
  if (phone === null) return unnamed
  return unnamed.replace(/\+?\d[\d ()-]*\d/g, number =>
    digitsOf(number) === digitsOf(phone) ? blackedOut : number,
  )
}
