import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Draft, NewDraft } from './contract.ts'
import { insertDraft } from './queries.ts'
import { draftOf } from './show-draft.ts'

/** 新建草案: an empty draft on the version in force. */
export async function openDraft(ctx: Ctx, { title }: NewDraft): Promise<Draft> {
  const author = ctx.actor.account
  if (author === null) throw new Problem('sign-in-required')
  const { version: base } = await ctx.atlases.at(ctx, ctx.now)
  return transaction(ctx, async tx => {
    const draft = await insertDraft(tx.sql, { title, base, author, at: tx.now })
    await appendAudit(tx, { verb: 'draft.open', subject: `draft/${draft.id}`, data: { base } })
    return draftOf(draft)
  })
}
