import { authorize } from '../access/authorize.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Draft, DraftState, Review } from './contract.ts'
import { askDrafting, keyOf } from './drafting.ts'
import { type DraftRow, updateState } from './queries.ts'
import { draftOf, draftRow } from './show-draft.ts'

/**
 * 提交: the author hands the draft in; it is frozen until somebody has looked at it. Throws `draft-incomplete` for grids that own nothing,
 * `draft-empty` where nothing differs from its base.
 */
export async function submitDraft(ctx: Ctx, id: number): Promise<Draft> {
  const draft = await draftRow(ctx, id)
  if (ctx.actor.account !== draft.author) throw new Problem('not-allowed')
  const { empty, isDifferent } = await askDrafting(ctx, 'submission', { draft: keyOf(draft) })
  if (empty.length > 0) throw new Problem('draft-incomplete', { detail: { grids: empty } })
  if (!isDifferent) throw new Problem('draft-empty')
  return turn(ctx, draft, ['open'], 'submitted')
}

/** 审核通过: by anybody but the author. Throws `own-draft`. */
export async function approveDraft(ctx: Ctx, id: number, { remark = '' }: Review = {}): Promise<Draft> {
  const draft = await draftRow(ctx, id)
  return turn(ctx, draft, ['submitted'], 'approved', { reviewer: reviewerOf(ctx, draft), remark })
}

/** 退回: back to the author, by the author too. */
export async function returnDraft(ctx: Ctx, id: number, { remark = '' }: Review = {}): Promise<Draft> {
  const draft = await draftRow(ctx, id)
  if (ctx.actor.account !== draft.author)
    await authorize(ctx, 'draft.review', { grid: null, net: null, person: null })
  return turn(ctx, draft, ['submitted', 'approved'], 'open', { remark })
}

/** 废弃: the author gives the draft up; its log stays. */
export async function discardDraft(ctx: Ctx, id: number): Promise<Draft> {
  const draft = await draftRow(ctx, id)
  if (ctx.actor.account !== draft.author) throw new Problem('not-allowed')
  return turn(ctx, draft, ['open', 'submitted'], 'discarded')
}

function reviewerOf(ctx: Ctx, draft: DraftRow): string | null {
  if (ctx.actor.account === draft.author) throw new Problem('own-draft')
  return ctx.actor.account
}

function turn(
  ctx: Ctx,
  { id }: DraftRow,
  from: readonly DraftState[],
  state: DraftState,
  { reviewer = null, remark = '' }: { reviewer?: string | null; remark?: string } = {},
): Promise<Draft> {
  return transaction(ctx, async tx => {
    const row = await updateState(tx.sql, id, from, {
      state,
      reviewer,
      remark: remark === '' ? null : remark,
      at: tx.now,
    })
    if (row === undefined)
      throw new Problem('draft-state', { detail: { state: (await draftRow(tx, id)).state } })
    await appendAudit(tx, { verb: `draft.${verbs[state]}`, subject: `draft/${id}` })
    return draftOf(row)
  })
}

const verbs = {
  open: 'return',
  submitted: 'submit',
  approved: 'approve',
  discarded: 'discard',
  published: 'publish',
} as const satisfies Record<DraftState, string>
