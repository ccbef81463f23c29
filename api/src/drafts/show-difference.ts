import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Difference } from './contract.ts'
import { differenceOf, type GridDifference, renames } from './difference.ts'
import { gridChanges } from './impact.ts'
import { selectBase } from './queries.ts'
import { rebase } from './rebase.ts'
import { draftRow } from './show-draft.ts'

/** Outlines before and after, of every grid that a draft changes. Throws `not-found`, `draft-conflict`. */
export async function draftDifference(ctx: Ctx, id: number): Promise<Difference> {
  const draft = await draftRow(ctx, id)
  if (draft.version !== null) return versionDifference(ctx, draft.version)
  const { atlas, outcome, done } = await rebase(ctx, draft)
  return differenceView(ctx, atlas.version, differenceOf(atlas, outcome, done))
}

/** The same of a version and the one that it changed; of the first version nothing. Throws `not-found`. */
export async function versionDifference(ctx: Ctx, version: number): Promise<Difference> {
  const after = await ctx.atlases.of(ctx, version)
  if (after === undefined) throw new Problem('not-found', { field: 'id' })
  const base = await selectBase(ctx.sql, version)
  const before = base === null ? undefined : await ctx.atlases.of(ctx, base)
  if (before === undefined) return { against: version, grids: [] }
  const grids = after.grids.map(({ code, level, parent, name }) => ({ code, level, parent, name }))
  return differenceView(
    ctx,
    before.version,
    differenceOf(before, { grids, kernel: after }, renames(before, after)),
  )
}

async function differenceView(
  ctx: Ctx,
  against: number,
  differences: readonly GridDifference[],
): Promise<Difference> {
  const changes = await gridChanges(ctx, differences)
  return {
    against,
    grids: differences.map(({ before, after, outlineBefore, outlineAfter }, i) => {
      const isSame = after !== null && outlineAfter === null
      return {
        ...(changes[i] as (typeof changes)[number]),
        households: before?.households ?? null,
        before: isSame || outlineBefore === null ? null : coordinatesOfOutline(outlineBefore),
        after: outlineAfter === null ? null : coordinatesOfOutline(outlineAfter),
      }
    }),
  }
}

function coordinatesOfOutline(outline: Outline): [number, number][][][] {
  return outline.map(polygon =>
    polygon.map(ring => {
      const places: [number, number][] = []
      for (let i = 0; i < ring.length; i += 2)
        places.push([toDegrees(ring[i] as number), toDegrees(ring[i + 1] as number)])
      return [...places, places[0] as [number, number]]
    }),
  )
}
