import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { newestVersion } from '../grids/newest-version.ts'
import { Problem } from '../problem.ts'
import type { DraftOperation } from './contract.ts'
import { differenceOf, type GridDifference, renames } from './difference.ts'
import { giveBack, takeWorkbench } from './open-workbench.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type DraftRow, selectLevelKeys } from './queries.ts'
import { draw, openWorkbench } from './workbench.ts'

export interface Rebased {
  /** The newest version, on which the draft was drawn anew. */
  readonly atlas: Atlas
  readonly outcome: Outcome
  /** What was done and not undone, in order. */
  readonly done: readonly DraftOperation[]
}

/**
 * A draft drawn on the newest version. Where others published meanwhile: `draft-conflict` when they changed a grid that the draft
 * changes, or a neighbour of one, or when an operation is not legal any more; else it is drawn again and checked again. Never call it
 * inside a transaction.
 */
export async function rebase(ctx: Ctx, draft: DraftRow): Promise<Rebased> {
  const newest = await newestVersion(ctx.sql)
  const atlas = newest && (await ctx.atlases.of(ctx, newest.version))
  if (atlas === undefined) throw new Problem('before-first-version')
  const bench = await takeWorkbench(ctx, draft)
  const done = bench.done.map(({ operation }) => operation)
  const own = outcomeOf(bench.boundaries, atlas.nearMeters)
  giveBack(ctx, draft, bench)
  if (atlas.version === draft.base) return { atlas, outcome: own, done }

  const base = await ctx.atlases.of(ctx, draft.base)
  if (base === undefined) throw new Error(`no version ${draft.base}`)
  const mine = differenceOf(base, own, done)
  const theirs = changedBetween(base, atlas).flat()
  const near = withNeighbours(base, mine)
  const contested = theirs.filter(code => near.has(code))
  if (contested.length > 0)
    throw new Problem('draft-conflict', { detail: { version: atlas.version, grids: contested } })
  const again = openWorkbench(atlas, await selectLevelKeys(ctx.sql))
  try {
    draw(again, done)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem('draft-conflict', { detail: { version: atlas.version, ...(error.detail as object) } })
  }
  return { atlas, outcome: outcomeOf(again.boundaries, atlas.nearMeters), done }
}

/** Grids that are not the same in both versions, each by its codes before and after. */
export function changedBetween(base: Atlas, now: Atlas): string[][] {
  const grids = now.grids.map(({ code, level, parent, name }) => ({ code, level, parent, name }))
  return differenceOf(base, { grids, kernel: now }, renames(base, now))
    .map(codesOf)
    .filter(codes => codes.length > 0)
}

function withNeighbours(base: Atlas, mine: readonly GridDifference[]): Set<string> {
  const codes = mine.flatMap(codesOf)
  const near = neighboursIn(base)
  return new Set(codes.flatMap(code => [code, ...near(code)]))
}

/** Leaf grids that share a border with one, by code. */
export function neighboursIn({
  partition: { edges, faces },
}: Pick<Atlas, 'partition'>): (code: string) => Iterable<string> {
  const near = new Map<string, Set<string>>()
  const add = (code: string, other: string) => near.set(code, (near.get(code) ?? new Set()).add(other))
  for (const [e, left] of edges.left.entries()) {
    const a = faces[left]?.grid
    const b = faces[edges.right[e] as number]?.grid
    if (a === undefined || b === undefined || a === b) continue
    add(a, b)
    add(b, a)
  }
  return code => near.get(code) ?? []
}

function codesOf({ before, after, facesAfter, isRecordChanged }: GridDifference): string[] {
  // an outline above changes with its leaves: only what is drawn or written itself can be contested
  return facesAfter !== null || isRecordChanged
    ? [before?.code, after?.code].filter(code => code !== undefined)
    : []
}
