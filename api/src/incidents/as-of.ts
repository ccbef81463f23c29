import { type Ctx, transaction } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { readOneMoment } from './past.queries.ts'
import { pastOf } from './past.ts'

/**
 * Answers a question as of a moment, or as of now without one: with the grids, the centers and the cases as they stood, and a context whose
 * time is that moment. The same answer for ever, but for what is not kept: working calendar, names of classes and nets, formulas and
 * everybody's rights are those of today, and what was erased stays erased. In its last moments a past may still be written.
 * Throws `in-the-future`, `before-first-version`.
 * @param read in a transaction when there is a moment: it asks for no other atlas
 */
export async function asOf<T>(
  ctx: Ctx,
  at: string | undefined,
  read: (ctx: Ctx, atlas: Atlas) => Promise<T>,
): Promise<T> {
  if (at === undefined) return read(ctx, await ctx.atlases.at(ctx, ctx.now))
  const moment = new Date(at)
  if (moment > ctx.now) throw new Problem('in-the-future', { field: 'at' })
  const atlas = await ctx.atlases.at(ctx, moment)
  return transaction(ctx, async tx => {
    await readOneMoment(tx.sql)
    return read({ ...tx, now: moment, past: await pastOf(tx, moment) }, atlas)
  })
}
