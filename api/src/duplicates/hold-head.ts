import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { holdCases, standsForOthers } from './queries.ts'

export type HeadFault =
  | 'itself'
  | 'unknown'
  | 'finished'
  | 'linked'
  | 'stands-for-others'
  | 'other-matter'
  | 'far'
  | 'long-ago'

/**
 * Makes sure, until the transaction ends, that a case can be linked to another one: an open one that is nobody's itself. A case that
 * others are linked to is not linked on: each of them is moved by its own step, which can be taken back by itself.
 * Throws `bad-head`.
 */
export async function holdHead(tx: Ctx, { id }: { id: number }, head: number): Promise<void> {
  if (head === id) throw badHead('itself')
  const held = (await holdCases(tx.sql, [id, head])).find(row => row.id === head)
  if (held === undefined) throw badHead('unknown')
  if (held.headId !== null) throw badHead('linked', 'head', held.headId)
  if (!held.isOpen) throw badHead('finished')
  if (await standsForOthers(tx.sql, id)) throw badHead('stands-for-others')
}

export function badHead(why: HeadFault, field = 'head', head?: number): Problem {
  return new Problem('bad-head', { field, detail: head === undefined ? { why } : { why, head } })
}
