import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { NewSavedView, SavedViewChange, SavedViews } from './contract.ts'
import { countOwnViews, deleteView, insertView, ownsView, selectViews, updateView } from './queries.ts'

/** Of one account. */
const mostViews = 100

/** One's own views and those that others share. */
export async function listViews(ctx: Ctx): Promise<SavedViews> {
  const rows = await selectViews(ctx.sql, accountOf(ctx))
  return { views: rows.map(row => ({ ...row, updatedAt: row.updatedAt.toISOString() })) }
}

/** Throws `too-many-views`. */
export function saveView(ctx: Ctx, view: NewSavedView): Promise<number> {
  const account = accountOf(ctx)
  return transaction(ctx, async tx => {
    if ((await countOwnViews(tx.sql, account)) >= mostViews)
      throw new Problem('too-many-views', { detail: { limit: mostViews } })
    const id = await insertView(tx.sql, account, view, tx.now)
    await appendAudit(tx, { verb: 'view.save', subject: `view/${id}`, data: { shared: view.shared } })
    return id
  })
}

/** Its author's alone. Throws `not-found`, and `conflict` when it has changed meanwhile. */
export function changeView(ctx: Ctx, id: number, view: SavedViewChange): Promise<void> {
  const account = accountOf(ctx)
  return transaction(ctx, async tx => {
    if (!(await updateView(tx.sql, account, id, view, tx.now)))
      throw new Problem((await ownsView(tx.sql, account, id)) ? 'conflict' : 'not-found')
    await appendAudit(tx, { verb: 'view.change', subject: `view/${id}`, data: { shared: view.shared } })
  })
}

/** Its author's alone. Throws `not-found`. */
export function removeView(ctx: Ctx, id: number): Promise<void> {
  const account = accountOf(ctx)
  return transaction(ctx, async tx => {
    if (!(await deleteView(tx.sql, account, id))) throw new Problem('not-found')
    await appendAudit(tx, { verb: 'view.remove', subject: `view/${id}`, data: {} })
  })
}

function accountOf({ actor }: Ctx): string {
  if (actor.account === null) throw new Problem('sign-in-required')
  return actor.account
}
