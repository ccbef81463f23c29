import { Problem } from '../problem.ts'
import type { Base } from './base.ts'
import { differenceOf, type GridDifference, renames } from './difference.ts'
import { type Drawn, drawnOn } from './outcome.ts'
import { draw, openWorkbench, type Workbench } from './workbench.ts'

/** A draft drawn on the newest version, and every grid that is not what it was there. */
export interface Rebased {
  readonly drawn: Drawn
  readonly differences: readonly GridDifference[]
}

/**
 * Where others published since the draft's base: `draft-conflict` when they changed a grid that the draft changes, or a neighbour of one,
 * or when an operation is not legal any more; else it is drawn again and checked again.
 */
export function rebase(bench: Workbench, base: Base, newest: Base): Rebased {
  const done = bench.done.map(({ operation }) => operation)
  const own = drawnOn(bench.boundaries)
  const mine = differenceOf(base, own, done)
  if (newest.version === base.version) return { drawn: own, differences: mine }

  const theirs = changedBetween(base, newest).flat()
  const near = withNeighbours(base, mine)
  const contested = theirs.filter(code => near.has(code))
  if (contested.length > 0)
    throw new Problem('draft-conflict', { detail: { version: newest.version, grids: contested } })
  const again = openWorkbench(newest, bench.boundaries.levels)
  try {
    draw(again, done)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem('draft-conflict', { detail: { version: newest.version, ...(error.detail as object) } })
  }
  const drawn = drawnOn(again.boundaries)
  return { drawn, differences: differenceOf(newest, drawn, done) }
}

/** Grids that are not the same in both versions, each by its codes before and after. */
export function changedBetween(base: Base, now: Base): string[][] {
  return betweenVersions(base, now)
    .map(codesOf)
    .filter(codes => codes.length > 0)
}

export function betweenVersions(before: Base, after: Base): GridDifference[] {
  const grids = after.grids.map(({ code, level, parent, name }) => ({ code, level, parent, name }))
  return differenceOf(before, { grids, partition: after.partition }, renames(before, after))
}

function withNeighbours(base: Base, mine: readonly GridDifference[]): Set<string> {
  const codes = mine.flatMap(codesOf)
  const near = neighboursIn(base)
  return new Set(codes.flatMap(code => [code, ...near(code)]))
}

/** Leaf grids that share a border with one, by code. */
export function neighboursIn({
  partition: { edges, faces },
}: Pick<Base, 'partition'>): (code: string) => Iterable<string> {
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
