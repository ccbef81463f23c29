import { authorize } from '../access/authorize.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { DraftChange, DraftChanged } from './contract.ts'
import { askDrafting, keyOf, settleStroke } from './drafting.ts'
import { appendLog } from './queries.ts'
import { draftRow } from './show-draft.ts'

let strokes = 0

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
  const entries = operations.map(operation => JSON.stringify(operation))
  const name = `stroke ${++strokes}`
  const { scope, ...drawn } = await askDrafting(ctx, 'stroke', { draft: keyOf(draft), entries, name })
  const after = { ...draft, rev: rev + entries.length }
  let isKept = false
  try {
    for (const grid of scope) await authorize(ctx, 'draft.change', { grid, net: null, person: null })
    isKept = await transaction(ctx, tx => appendLog(tx.sql, draft, entries, { actor, at: tx.now }))
  } finally {
    settleStroke(ctx, name, isKept ? after : null)
  }
  if (!isKept) throw new Problem('draft-moved', { detail: { rev: (await draftRow(ctx, id)).rev } })
  return { rev: after.rev, ...drawn }
}
