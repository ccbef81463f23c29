import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { askDrafting, besideNewest } from './drafting.ts'
import type { Found } from './drafting-thread.ts'
import { gridChanges } from './impact.ts'
import { selectBase } from './queries.ts'
import { draftRow } from './show-draft.ts'

/** A `Difference` as JSON: of a whole city some megabytes of coordinates, which the thread has written. */
type DifferenceText = string

/** Outlines before and after, of every grid that a draft changes. Throws `not-found`, `draft-conflict`. */
export async function draftDifference(ctx: Ctx, id: number): Promise<DifferenceText> {
  const draft = await draftRow(ctx, id)
  if (draft.version !== null) return versionDifference(ctx, draft.version)
  const beside = await besideNewest(ctx, draft)
  return differenceText(ctx, beside.newest, await askDrafting(ctx, 'difference', beside))
}

/** The same of a version and the one that it changed; of the first version nothing. Throws `not-found`. */
export async function versionDifference(ctx: Ctx, version: number): Promise<DifferenceText> {
  const before = await selectBase(ctx.sql, version)
  if (before === undefined) throw new Problem('not-found', { field: 'id' })
  if (before === null) return differenceText(ctx, version, [])
  const found = await askDrafting(ctx, 'versionDifference', { before, after: version })
  return differenceText(ctx, before, found)
}

async function differenceText(
  ctx: Ctx,
  against: number,
  differences: Found<'difference'>,
): Promise<DifferenceText> {
  const changes = await gridChanges(ctx, differences)
  const grids = differences.map(({ before, outlines }, i) => {
    const grid = JSON.stringify({ ...changes[i], households: before?.households ?? null })
    return `${grid.slice(0, -1)},"before":${outlines.before},"after":${outlines.after}}`
  })
  return `{"against":${against},"grids":[${grids.join(',')}]}`
}
