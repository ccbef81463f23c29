import { type Ctx, transaction } from '../context.ts'
import { holdCase, remark } from '../moves/remark.ts'
import { Problem } from '../problem.ts'
import { mostReporterRemarks, type ReportComment, type ReportRating, type ReportView } from './contract.ts'
import { findReport } from './find-report.ts'
import { selectFollowedEvents } from './queries.ts'
import { remarksOf, showReport } from './show-report.ts'

/** A word of the reporter to those who work on the case, as an event of it. Throws `not-found`, `too-many-remarks`. */
export function commentReport(
  ctx: Ctx,
  token: string,
  { text, idempotencyKey }: ReportComment,
): Promise<ReportView> {
  const key = idempotencyKey === undefined ? {} : { key: idempotencyKey }
  return addRemark(ctx, token, { verb: 'comment', data: { note: text, by: 'reporter', ...key } })
}

/** 满意 / 不满意. Throws `not-found`, `too-many-remarks`, and `move-not-open` before the case is closed. */
export function rateReport(ctx: Ctx, token: string, { satisfied }: ReportRating): Promise<ReportView> {
  return addRemark(ctx, token, { verb: 'rate', data: { satisfied, by: 'reporter' } })
}

type Remark =
  | { verb: 'comment'; data: { note: string; by: 'reporter'; key?: string } }
  | { verb: 'rate'; data: { satisfied: boolean; by: 'reporter' } }

/** What was said already is not said again: the same key, or the rating that stands. */
async function addRemark(ctx: Ctx, token: string, said: Remark): Promise<ReportView> {
  const { id } = await findReport(ctx, token)
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  await transaction(ctx, async tx => {
    const held = await holdCase(tx, atlas, id)
    const remarks = remarksOf(await selectFollowedEvents(tx.sql, id))
    const isRepeated =
      said.verb === 'rate'
        ? remarks.findLast(each => each.verb === 'rate')?.satisfied === said.data.satisfied
        : remarks.some(each => each.key !== null && each.key === said.data.key)
    if (isRepeated) return
    if (remarks.length >= mostReporterRemarks)
      throw new Problem('too-many-remarks', { detail: { limit: mostReporterRemarks } })
    await remark(tx, held, said)
  })
  return showReport(ctx, token)
}
