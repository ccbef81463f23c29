import type { Ctx } from '../context.ts'
import { type Atlas, createKernel } from '../grids/atlas.ts'
import type { VersionDocument } from './document.ts'
import { askDrafting, besideNewest } from './drafting.ts'
import type { Found } from './drafting-thread.ts'
import type { Outcome } from './outcome.ts'
import type { DraftRow } from './queries.ts'
import type { WrittenDifference } from './written-difference.ts'

/** What a draft makes of the newest version. */
export interface Foretold {
  /** The newest version, on which the draft was drawn anew. */
  readonly atlas: Atlas
  readonly outcome: Outcome
  /** Every grid that is not what it was. */
  readonly differences: readonly WrittenDifference[]
}

export interface Ready extends Foretold {
  readonly document: VersionDocument
}

/** Throws `draft-conflict`. Never call it inside a transaction. */
export async function foretell(ctx: Ctx, draft: DraftRow): Promise<Foretold> {
  const beside = await besideNewest(ctx, draft)
  return onNewest(ctx, beside.newest, await askDrafting(ctx, 'outcome', beside))
}

/** The same with what is kept of the version that it becomes. */
export async function readyToPublish(ctx: Ctx, draft: DraftRow): Promise<Ready> {
  const beside = await besideNewest(ctx, draft)
  const { document, ...found } = await askDrafting(ctx, 'publication', beside)
  return { ...(await onNewest(ctx, beside.newest, found)), document }
}

async function onNewest(
  ctx: Ctx,
  newest: number,
  { outcome: { partition, raster, ...outcome }, differences }: Found<'outcome'>,
): Promise<Foretold> {
  const atlas = await ctx.atlases.of(ctx, newest)
  if (atlas === undefined) throw new Error(`no version ${newest}`)
  return {
    atlas,
    outcome: { ...outcome, kernel: createKernel(partition, atlas.nearMeters, raster) },
    differences,
  }
}
