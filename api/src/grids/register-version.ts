import { showRows } from '../access/row-security.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { selectUnregistered, type VersionHead } from './verify-boundaries.queries.ts'

/**
 * Puts on record, in the audit log, since when a version counts and what its document hashes to: whoever changes a past boundary, and its
 * hash with it, contradicts the log (`verify-boundaries.ts`). Part of the caller's transaction.
 */
export async function registerVersion(
  ctx: Ctx,
  { version, effectiveAt, contentHash }: VersionHead,
): Promise<void> {
  await appendAudit(ctx, {
    verb: 'version.register',
    subject: `version/${version}`,
    data: { effectiveAt: effectiveAt.toISOString(), contentHash },
  })
}

/** The same for the version that a city was loaded with, and for those of a release that registered none. */
export async function registerVersions(ctx: Ctx): Promise<void> {
  await transaction(ctx, async tx => {
    await showRows(tx, 'program')
    for (const version of await selectUnregistered(tx.sql)) await registerVersion(tx, version)
  })
}
