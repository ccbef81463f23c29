import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { Atlases } from '../grids/atlases.ts'
import { type DraftRow, selectLevelKeys, selectLog } from './queries.ts'
import { draw, openWorkbench, type Workbench } from './workbench.ts'

/** Drafts that this process drew last, ready for the next stroke. */
const benches = new WeakMap<Atlases, Map<string, Workbench>>()
const keptBenches = 8

/**
 * The draft as drawn so far, for the caller alone until it is given back: a stroke that is refused or lost must not be seen by others.
 * Never call it inside a transaction.
 */
export async function takeWorkbench(ctx: Ctx, draft: DraftRow): Promise<Workbench> {
  const kept = benches.get(ctx.atlases)
  const key = keyOf(draft)
  const found = kept?.get(key)
  kept?.delete(key)
  if (found !== undefined) return found
  const bench = openWorkbench(await baseOf(ctx, draft), await selectLevelKeys(ctx.sql))
  const log = await selectLog(ctx.sql, draft.id)
  draw(
    bench,
    log.slice(0, draft.rev).map(entry => entry.operation),
  )
  return bench
}

export function giveBack(ctx: Ctx, draft: Pick<DraftRow, 'id' | 'rev'>, bench: Workbench): void {
  const kept = benches.get(ctx.atlases) ?? new Map<string, Workbench>()
  benches.set(ctx.atlases, kept)
  kept.set(keyOf(draft), bench)
  for (const oldest of kept.keys()) {
    if (kept.size <= keptBenches) break
    kept.delete(oldest)
  }
}

/** The version that a draft begins with. */
export async function baseOf(ctx: Ctx, draft: DraftRow): Promise<Atlas> {
  const atlas = await ctx.atlases.of(ctx, draft.base)
  if (atlas === undefined) throw new Error(`draft ${draft.id}: no version ${draft.base}`)
  return atlas
}

function keyOf({ id, rev }: Pick<DraftRow, 'id' | 'rev'>): string {
  return `${id} ${rev}`
}
