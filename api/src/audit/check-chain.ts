import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { appendAudit } from './append.ts'
import { type AuditChain, AuditVerdict } from './contract.ts'
import { sealOf } from './head.ts'
import { selectLastOf } from './list.queries.ts'
import { selectHead } from './queries.ts'
import { verifyAudit } from './verify.ts'

/** Reading everything is work: one check at a time in a process. */
let checking = false

/**
 * Recomputes the whole log and writes down what was found, which is then the last word of the log about itself.
 * Throws `conflict` while another check is running.
 */
export async function checkChain(ctx: Ctx): Promise<AuditVerdict> {
  if (checking) throw new Problem('conflict')
  checking = true
  try {
    const verdict = await verifyAudit(ctx)
    await transaction(ctx, tx => appendAudit(tx, { verb: 'audit.verify', subject: null, data: verdict }))
    return verdict
  } finally {
    checking = false
  }
}

/** The end of the log as it stands, and what the last check found. Reads no entries but that check. */
export async function showChain(ctx: Ctx): Promise<AuditChain> {
  const head = await selectHead(ctx.sql)
  const check = await transaction(ctx, async tx => {
    await showRows(tx, 'audit.read')
    return selectLastOf(tx.sql, 'audit.verify')
  })
  return {
    entries: head?.seq ?? 0,
    lastHash: head?.hash?.toString('hex') ?? null,
    seal: sealOf(ctx.keyring, head),
    brokenAt: head?.brokenAt ?? null,
    sealedFrom: head?.sealedFrom ?? null,
    lastCheck:
      check === undefined
        ? null
        : { at: check.at.toISOString(), by: check.actor, verdict: AuditVerdict.parse(check.data) },
  }
}
