import { type Ctx, transaction } from '../context.ts'
import { type HeldCase, holdCase, remark } from '../moves/remark.ts'
import { Problem } from '../problem.ts'
import { type SealedWords, sealWords } from '../reporters/words.ts'
import { mostReporterRemarks, type ReportComment, type ReportRating, type ReportView } from './contract.ts'
import { findReport } from './find-report.ts'
import { type FollowedEvent, selectFollowedEvents } from './queries.ts'
import { remarksOf, showReport } from './show-report.ts'

/** A word of the reporter to those who work on the case, as an event of it in which it is sealed. Throws `not-found`, `too-many-remarks`. */
export function commentReport(
  ctx: Ctx,
  token: string,
  { text, idempotencyKey }: ReportComment,
): Promise<ReportView> {
  return addRemark(ctx, token, async (tx, { row }, before) => {
    const words = await sealWords(tx, row.id, row.rev + 1, text, idempotencyKey)
    const isSaid = words.key !== undefined && before.some(({ key }) => key === words.key)
    return isSaid ? null : { verb: 'comment', data: { ...words, by: 'reporter' } }
  })
}

/** 满意 / 不满意. Throws `not-found`, `too-many-remarks`, and `move-not-open` before the case is closed. */
export function rateReport(ctx: Ctx, token: string, { satisfied }: ReportRating): Promise<ReportView> {
  return addRemark(ctx, token, async (_tx, _held, before) => {
    const stands = before.findLast(({ verb }) => verb === 'rate')?.satisfied === satisfied
    return stands ? null : { verb: 'rate', data: { satisfied, by: 'reporter' } }
  })
}

type Remark =
  | { verb: 'comment'; data: SealedWords & { by: 'reporter' } }
  | { verb: 'rate'; data: { satisfied: boolean; by: 'reporter' } }

/** @param say null: it was said already, under the same key, or it is the rating that stands */
async function addRemark(
  ctx: Ctx,
  token: string,
  say: (tx: Ctx, held: HeldCase, before: readonly FollowedEvent[]) => Promise<Remark | null>,
): Promise<ReportView> {
  const { id } = await findReport(ctx, token)
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  await transaction(ctx, async tx => {
    const held = await holdCase(tx, atlas, id)
    const remarks = remarksOf(await selectFollowedEvents(tx.sql, id))
    const said = await say(tx, held, remarks)
    if (said === null) return
    if (remarks.length >= mostReporterRemarks)
      throw new Problem('too-many-remarks', { detail: { limit: mostReporterRemarks } })
    await remark(tx, held, said)
  })
  return showReport(ctx, token)
}
