import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Draft, DraftView, Version } from './contract.ts'
import { type DraftRow, selectDraft, selectDrafts, selectLog, selectVersions } from './queries.ts'

export async function listDrafts(ctx: Ctx): Promise<Draft[]> {
  return (await selectDrafts(ctx.sql)).map(draftOf)
}

/** Throws `not-found`. */
export async function showDraft(ctx: Ctx, id: number): Promise<DraftView> {
  const draft = await draftRow(ctx, id)
  const log = await selectLog(ctx.sql, id)
  return { ...draftOf(draft), log: log.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })) }
}

/** Throws `not-found`. */
export async function draftRow(ctx: Ctx, id: number): Promise<DraftRow> {
  const draft = await selectDraft(ctx.sql, id)
  if (draft === undefined) throw new Problem('not-found', { field: 'id' })
  return draft
}

export async function listVersions(ctx: Ctx): Promise<Version[]> {
  const rows = await selectVersions(ctx.sql)
  // names of those who work here are not for visitors
  const isStaff = ctx.actor.account !== null
  return rows.map(({ effectiveAt, publishedAt, author, reviewer, ...version }) => ({
    ...version,
    author: isStaff ? author : null,
    reviewer: isStaff ? reviewer : null,
    effectiveAt: effectiveAt.toISOString(),
    publishedAt: publishedAt.toISOString(),
  }))
}

export function draftOf({ createdAt, updatedAt, ...draft }: DraftRow): Draft {
  return { ...draft, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
