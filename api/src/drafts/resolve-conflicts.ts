import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Draft, Resolution } from './contract.ts'
import { askDrafting, besideNewest } from './drafting.ts'
import { appendLog, insertDraft, selectDraft, setReplaced } from './queries.ts'
import { draftOf, draftRow } from './show-draft.ts'

/**
 * 处理冲突: a draft on the version in force takes the place of one that others have overtaken, with every step that nobody contests and, of each
 * cluster, the author's steps again (`mine`) or none of them (`theirs`, or `redo`: then its grids are noted, to be drawn by hand). The old one
 * is given up with its whole log. Throws `not-found`, `not-allowed`, `draft-state`, `draft-moved` when others published meanwhile, `bad-field` where
 * a cluster has no choice, `operation-refused` where steps cannot be done again.
 */
export async function resolveConflicts(
  ctx: Ctx,
  id: number,
  { against, choices }: Resolution,
): Promise<Draft> {
  const draft = await draftRow(ctx, id)
  const actor = ctx.actor.account
  if (actor === null || actor !== draft.author) throw new Problem('not-allowed')
  if (!['open', 'submitted', 'approved'].includes(draft.state))
    throw new Problem('draft-state', { detail: { state: draft.state } })
  const beside = await besideNewest(ctx, draft)
  const { contested } = await askDrafting(ctx, 'conflicts', beside)
  if (beside.newest !== against) throw new Problem('draft-moved', { detail: { rev: draft.rev } })

  const chosen = new Map(choices.map(({ cluster, take }) => [cluster, take]))
  if (contested.some(({ key }) => !chosen.has(key))) throw new Problem('bad-field', { field: 'choices' })
  const given = contested.flatMap(({ key, steps }) => (chosen.get(key) === 'mine' ? [] : steps))
  const redo = contested.flatMap(({ key, mine }) => (chosen.get(key) === 'redo' ? mine : []))
  const kept = await askDrafting(ctx, 'resolution', { ...beside, given })

  return transaction(ctx, async tx => {
    const next = await insertDraft(tx.sql, {
      title: draft.title,
      base: against,
      author: actor,
      at: tx.now,
      redo: [...new Set(redo)].sort(),
    })
    if (kept.length > 0) await appendLog(tx.sql, next, kept, { actor, at: tx.now })
    if (!(await setReplaced(tx.sql, draft, next.id, tx.now))) throw new Problem('draft-state')
    await appendAudit(tx, { verb: 'draft.resolve', subject: `draft/${id}`, data: { by: next.id, against } })
    return draftOf((await selectDraft(tx.sql, next.id)) ?? next)
  })
}
