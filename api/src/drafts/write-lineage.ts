import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { Foretold } from './foretell.ts'
import { type Flow, insertLineage, selectLeafFlows } from './lineage.queries.ts'
import type { Outcome } from './outcome.ts'
import type { WrittenDifference } from './written-difference.ts'

/**
 * 沿革: what each changed grid gave to whom, at every level, in the transaction that publishes. Between leaf grids the database says it of the
 * faces; above them it is the same sum along the chains before and after.
 */
export async function writeLineage(
  ctx: Ctx,
  { atlas, outcome, differences }: Foretold,
  version: number,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const redrawn = new Set(
    differences.flatMap(each =>
      each.facesAfter === null && each.after !== null ? [] : (each.before?.id ?? []),
    ),
  )
  const leaves = new Set(atlas.leafOfFace)
  const kept = [...leaves].flatMap(leaf =>
    redrawn.has(leaf.id) ? [] : [{ old: leaf.id, new: leaf.id, squareMeters: leaf.areaSquareMeters }],
  )
  const flows = [...(await selectLeafFlows(ctx.sql, version)), ...kept]
  const changed = changedGrids(differences, ids)
  await insertLineage(ctx.sql, version, alongChains(atlas, outcome, ids, flows).filter(isOf(changed)))
}

function isOf(changed: ReadonlySet<number>): (flow: Flow) => boolean {
  return flow => changed.has(flow.old) || changed.has(flow.new)
}

/** A new name alone moves nobody's area. */
function changedGrids(
  differences: readonly WrittenDifference[],
  ids: ReadonlyMap<string, number>,
): Set<number> {
  const moved = differences.filter(
    ({ before, after, facesAfter, outlineAfter }) =>
      before === null || after === null || facesAfter !== null || outlineAfter !== null,
  )
  return new Set(
    moved.flatMap(({ before, after }) => [before?.id, ids.get(after?.code ?? '')]).filter(isNumber),
  )
}

function alongChains(
  atlas: Atlas,
  outcome: Outcome,
  ids: ReadonlyMap<string, number>,
  leafFlows: readonly Flow[],
): Flow[] {
  const treeAfter = growTree(outcome.grids)
  const codes = new Map([...ids].map(([code, id]) => [id, code]))
  const sums = new Map<string, Flow>()
  for (const flow of leafFlows) {
    const before = atlas.tree.chain(atlas.byId.get(flow.old)?.code ?? '')
    const after = treeAfter.chain(codes.get(flow.new) ?? '')
    for (const [depth, { id }] of before.entries()) {
      const next = ids.get(after[depth]?.code ?? '')
      if (next === undefined) continue
      const key = `${id} ${next}`
      const sum = sums.get(key) ?? { old: id, new: next, squareMeters: 0 }
      sums.set(key, { ...sum, squareMeters: sum.squareMeters + flow.squareMeters })
    }
  }
  return [...sums.values()]
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined
}
