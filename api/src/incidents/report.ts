import type { Ctx } from '../context.ts'
import { isUnavailable } from '../database/unavailable.ts'
import { checkSameMatter } from '../duplicates/join-report.ts'
import { createGathering } from '../gather.ts'
import { Problem } from '../problem.ts'
import { isSameReporter } from '../reporters/same-reporter.ts'
import { renewLink } from '../reports/renew-link.ts'
import { reportToken } from '../reports/token.ts'
import { withoutNames } from '../routing/owners.ts'
import type { NewIncident, ReportedIncident } from './contract.ts'
import { type KeptReport, keepReports, type NewReport } from './keep-reports.ts'
import { incidentNumber } from './number.ts'
import { selectByIdempotencyKey } from './queries.ts'
import { describeIncident } from './show-incident.ts'

export interface Reported {
  /** False when the idempotency key had been used for the same report before. */
  readonly created: boolean
  readonly incident: ReportedIncident
}

/**
 * 上报: routes the matter and keeps it with its first event and its reporter, in one transaction with the reports that come at the same
 * time. A place outside every grid goes to the city-level queue: no report is lost. Never call it inside a transaction.
 * Throws `unknown-class`, `unknown-grid`, `bad-coordinate`, `swapped-coordinate`, and `idempotency-conflict` when the key was
 * used for another report; `bad-head` for a `duplicateOf` that cannot be.
 */
export async function report(ctx: Ctx, input: NewIncident): Promise<Reported> {
  if (input.duplicateOf !== undefined) await checkSameMatter(ctx, matterOf(input), input.duplicateOf)
  const { id, kept, route, timeZone, requestHash } = await gatheringOf(ctx)({ ctx, input })
  if (!kept) return { created: false, incident: await reportedBefore(ctx, input, requestHash) }
  const number = incidentNumber(id, ctx.now, timeZone)
  const told = withoutNames(ctx, await ctx.atlases.at(ctx, ctx.now), route)
  const head = input.duplicateOf === undefined ? null : (await describeIncident(ctx, id)).head
  const reporterToken = reportToken(ctx.keyring, id)
  return { created: true, incident: { id, number, status: 'reported', route: told, head, reporterToken } }
}

function matterOf({ classCode, lon, lat, datum }: NewIncident) {
  return { classCode, place: lon === undefined || lat === undefined ? null : { lon, lat, datum } }
}

/** Enough for a storm; a transaction of more would keep the last ones waiting for no gain. */
const reportsAtOnce = 100

const gatherings = new WeakMap<object, (report: NewReport) => Promise<KeptReport>>()

function gatheringOf({ sql }: Ctx): (report: NewReport) => Promise<KeptReport> {
  const known = gatherings.get(sql.database)
  if (known !== undefined) return known
  const gathering = createGathering(reportsAtOnce, keepReports, isUnavailable)
  gatherings.set(sql.database, gathering)
  return gathering
}

async function reportedBefore(ctx: Ctx, input: NewIncident, requestHash: string): Promise<ReportedIncident> {
  const before = await selectByIdempotencyKey(ctx.sql, input.idempotencyKey ?? '')
  const same = before?.requestHash === requestHash && (await isSameReporter(ctx, before.id, input.reporter))
  if (before === undefined || !same) throw new Problem('idempotency-conflict', { field: 'idempotencyKey' })
  const isOwn = before.actor === ctx.actor.account
  const reporterToken = isOwn ? await renewLink(ctx, before.id) : null
  const { id, number, status, route, head } = await describeIncident(ctx, before.id)
  return { id, number, status, route, head, reporterToken }
}
