import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { selectClaims, upsertClaim } from './claims.queries.ts'
import type { Claimed, DraftClaim, NewClaim } from './contract.ts'
import { draftRow } from './show-draft.ts'

const claimHours = 2

/**
 * 占用: tells the others where a draft of the caller's own is being drawn, in place of what it claimed before; renewed by claiming again,
 * over after two hours or with the draft. A warning and no lock: whoever draws there all the same finds out when the second one is
 * published. Throws `not-found`, `not-allowed`, `draft-state`.
 */
export async function claimGrids(ctx: Ctx, id: number, { grids }: NewClaim): Promise<Claimed> {
  const draft = await draftRow(ctx, id)
  if (ctx.actor.account !== draft.author) throw new Problem('not-allowed')
  if (draft.state !== 'open') throw new Problem('draft-state', { detail: { state: draft.state } })
  const until = new Date(ctx.now.getTime() + claimHours * 3_600_000)
  await transaction(ctx, tx => upsertClaim(tx.sql, { draft: id, grids: [...new Set(grids)].sort(), until }))
  return { until: until.toISOString(), claims: await listClaims(ctx) }
}

/** Where others are drawing now. */
export async function listClaims(ctx: Ctx): Promise<DraftClaim[]> {
  const rows = await selectClaims(ctx.sql, ctx.now, ctx.actor.account)
  return rows.map(({ author, name, until, ...claim }) => ({
    ...claim,
    owner: { name: name ?? { zh: author } },
    until: until.toISOString(),
  }))
}
