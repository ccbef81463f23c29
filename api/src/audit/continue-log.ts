import { asProgram } from '../access/row-security.ts'
import type { Ctx } from '../context.ts'
import { sealOf } from './head.ts'
import { type AuditEnd, selectHeadForUpdate, selectLastEntry } from './queries.ts'

interface Continued {
  /** What the next entry follows. */
  readonly end: AuditEnd
  /** What the log says about itself before that entry; null while all is well. */
  readonly broken: { readonly subject: string; readonly data: Readonly<Record<string, unknown>> } | null
}

/**
 * The end of the log, held for writing. A new seal would heal an old one that does not hold: the log goes on after its last entry, since a
 * broken log must not stop the city, and its end carries the place from then on. A log from before there were seals carries where they begin.
 */
export async function continueLog(ctx: Ctx): Promise<Continued> {
  const head = await selectHeadForUpdate(ctx.sql)
  const seal = sealOf(ctx.keyring, head)
  if (head !== undefined && seal === 'good') return { end: head, broken: null }

  const { seq, hash } = (await asProgram(ctx, () => selectLastEntry(ctx.sql))) ?? { seq: 0, hash: null }
  const next = seq + 1
  if (seal === 'none' && head?.seq === seq)
    return { end: { seq, hash, brokenAt: null, sealedFrom: seq === 0 ? null : next }, broken: null }

  const before = head?.brokenAt ?? null
  const brokenAt = before !== null && before > 0 && before < next ? before : next
  return {
    end: { seq, hash, brokenAt, sealedFrom: null },
    broken: { subject: `entry/${next}`, data: { seal, keyId: head?.keyId ?? null, said: head?.seq ?? null } },
  }
}
