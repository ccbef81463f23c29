import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { readReportersPhotos } from '../evidence/reporters-photos.ts'
import type { EvidenceStore } from '../evidence/store.ts'
import type { PersonFile, PersonRequest } from './contract.ts'
import { findPerson } from './find-person.ts'
import { selectReported } from './queries.ts'
import { readSaid } from './words.ts'

/** What a person gave as a reporter, for that person. Writes in the same transaction who took it out, of which cases and why. */
export async function exportPerson(
  ctx: Ctx,
  store: EvidenceStore,
  request: PersonRequest,
): Promise<PersonFile> {
  const { contacts, rows, said } = await transaction(ctx, async tx => {
    await showRows(tx, 'person.export')
    const found = await findPerson(tx, request)
    const cases = found.map(({ incident }) => incident)
    const rows = await selectReported(tx.sql, cases)
    const { reason } = request
    await appendAudit(tx, {
      verb: 'person.export',
      subject: null,
      data: { reason, cases: rows.map(({ id }) => id) },
    })
    const contacts = new Map(found.map(each => [each.incident, each]))
    return { contacts, rows, said: await readSaid(tx, cases) }
  })
  const photos = await readReportersPhotos(
    ctx,
    store,
    rows.map(({ id }) => id),
  )
  return {
    cases: rows.flatMap(({ reportedAt, body, ...row }) => {
      const of = contacts.get(row.id)
      if (of === undefined) return []
      const times = {
        reportedAt: reportedAt.toISOString(),
        givenAt: of.givenAt?.toISOString() ?? null,
      }
      const remarks = said.filter(({ incident }) => incident === row.id)
      const sent = photos.filter(({ incident }) => incident === row.id)
      return [
        {
          ...{ ...row, ...times, text: body, ...of.contact },
          remarks: remarks.map(({ at, text, satisfied }) => ({ at: at.toISOString(), text, satisfied })),
          photos: sent.map(({ id, addedAt, bytes }) => ({
            ...{ id, addedAt: addedAt.toISOString(), type: 'image/jpeg' as const },
            base64: Buffer.from(bytes).toString('base64'),
          })),
        },
      ]
    }),
  }
}
