import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { openContact } from './contact.ts'
import type { PersonRequest, ReporterContact } from './contract.ts'
import { type ContactRow, selectContact, selectContactsAfter, selectHasReporter } from './queries.ts'

const contactsAtOnce = 500

export interface Found {
  readonly incident: number
  /** Null: this reporter gave no contact. */
  readonly givenAt: Date | null
  readonly contact: ReporterContact
}

/**
 * Every case in which a person gave this telephone number. Contacts are sealed each for itself, so that equal ones do not look alike:
 * all of them are opened here and go nowhere. A reporter who gave none has the one case alone.
 * Throws `not-found` for a case whose reporter is unknown or was forgotten.
 */
export async function findPerson(ctx: Ctx, { phone, incident }: PersonRequest): Promise<Found[]> {
  if (phone !== undefined) return samePhone(ctx, phone)
  const row = incident === undefined ? undefined : await selectContact(ctx.sql, incident)
  if (row === undefined && incident !== undefined && (await selectHasReporter(ctx.sql, incident)))
    return [{ incident, givenAt: null, contact: { name: null, phone: null } }]
  const asked = row === undefined ? null : open(ctx, row)
  if (asked === null) throw new Problem('not-found', { field: 'incident' })
  return asked.contact.phone === null ? [asked] : samePhone(ctx, asked.contact.phone)
}

async function samePhone(ctx: Ctx, phone: string): Promise<Found[]> {
  const wanted = digitsOf(phone)
  const found: Found[] = []
  let last = 0
  for (;;) {
    const page: ContactRow[] = await selectContactsAfter(ctx.sql, last, contactsAtOnce)
    for (const row of page) {
      last = row.incidentId
      const opened = open(ctx, row)
      if (opened?.contact.phone && digitsOf(opened.contact.phone) === wanted) found.push(opened)
    }
    if (page.length < contactsAtOnce) return found
  }
}

/** A contact whose key is gone cannot be read by anybody: it is nobody's. */
function open(ctx: Ctx, { incidentId: incident, contact: bytes, keyId, givenAt }: ContactRow): Found | null {
  if (!ctx.keyring.holds(keyId)) return null
  return { incident, givenAt, contact: openContact(ctx.keyring, incident, { bytes, keyId }) }
}

/** However it was typed: without signs, and without the country of numbers that carry it. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '')
}
