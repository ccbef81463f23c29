import { contentHash } from '@jingwei/geodata/geometry/editing/content-hash.ts'
import { written } from '@jingwei/geodata/geometry/editing/written.ts'
import { authorize } from '../access/authorize.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import type { DraftChange, DraftChanged } from './contract.ts'
import { giveBack, takeWorkbench } from './open-workbench.ts'
import { appendLog } from './queries.ts'
import { draftRow } from './show-draft.ts'
import { draw, type Workbench } from './workbench.ts'

/**
 * Adds a batch of operations to an open draft of the caller's own, all or none. Throws `not-found`, `not-allowed`, `draft-state`,
 * `draft-moved` when the log has gone on, `operation-refused`.
 */
export async function changeDraft(
  ctx: Ctx,
  id: number,
  { rev, operations }: DraftChange,
): Promise<DraftChanged> {
  const draft = await draftRow(ctx, id)
  const actor = ctx.actor.account
  if (actor === null || actor !== draft.author) throw new Problem('not-allowed')
  if (draft.state !== 'open') throw new Problem('draft-state', { detail: { state: draft.state } })
  if (draft.rev !== rev) throw new Problem('draft-moved', { detail: { rev: draft.rev } })
  const base = await ctx.atlases.of(ctx, draft.base)
  const bench = await takeWorkbench(ctx, draft)
  const touched = draw(bench, operations)
  for (const grid of scopeOf(touched, bench, base)) {
    await authorize(ctx, 'draft.change', { grid, net: null, person: null })
  }
  const kept = await transaction(ctx, tx => appendLog(tx.sql, draft, operations, { actor, at: tx.now }))
  if (!kept) throw new Problem('draft-moved', { detail: { rev: (await draftRow(ctx, id)).rev } })
  const after = rev + operations.length
  giveBack(ctx, { id, rev: after }, bench)
  return {
    rev: after,
    hash: contentHash(written(bench.boundaries)),
    undoable: bench.done.length,
    redoable: bench.undone.length,
  }
}

/** The published grids among those touched, and those that what is new lies below. */
function scopeOf(touched: readonly string[], bench: Workbench, base: Atlas | undefined): Set<string | null> {
  const published = (code: string | null): string | null =>
    code === null || base?.tree.get(code) !== undefined
      ? code
      : published(bench.boundaries.grid(code)?.parent ?? null)
  const scope = new Set(touched.map(published))
  return scope.size === 0 ? new Set([null]) : scope
}
