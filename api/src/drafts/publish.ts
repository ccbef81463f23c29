import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { provePublication } from '../grids/coverage.ts'
import { holdForPublishing } from '../grids/newest-version.ts'
import { registerVersion } from '../grids/register-version.ts'
import { Problem } from '../problem.ts'
import { indexCity } from '../search/index-city.ts'
import type { Draft, Publication } from './contract.ts'
import { type Ready, readyToPublish } from './foretell.ts'
import { insertNextVersion } from './publish.queries.ts'
import { type DraftRow, selectByIdempotencyKey, selectDraft, setPublished } from './queries.ts'
import { reroute } from './reroute.ts'
import { draftOf, draftRow } from './show-draft.ts'
import { writeLineage } from './write-lineage.ts'
import { writeDifferences } from './write-version.ts'

/** Others may publish while a draft is made ready: it is made ready again, this often. */
const attempts = 3

/**
 * 发布: an approved draft becomes the version in force, in one transaction: shapes, proof, index, and the open cases that other grids have
 * from now on. Publishing again answers with the version that it became. Throws `not-found`, `draft-state`, `draft-incomplete`,
 * `draft-conflict`, `draft-unsound` when the database finds the shapes wanting: then nothing is changed.
 */
export async function publishDraft(
  ctx: Ctx,
  id: number,
  { idempotencyKey }: Publication = {},
): Promise<Draft> {
  const key = idempotencyKey ?? null
  for (let attempt = 1; ; attempt++) {
    const draft = await draftRow(ctx, id)
    if (draft.state === 'published') return draftOf(draft)
    if (draft.state !== 'approved') throw new Problem('draft-state', { detail: { state: draft.state } })
    // Outside the transaction: nobody who reports should wait for it.
    const ready = await readyToPublish(ctx, draft).catch(async (error: unknown) => {
      // overtaken by its own publication, which is no conflict
      if ((await draftRow(ctx, id)).state !== 'published') throw error
      return null
    })
    if (ready === null) continue
    const { empty } = ready.outcome
    if (empty.length > 0) throw new Problem('draft-incomplete', { detail: { grids: empty } })
    const published = await transaction(ctx, tx => write(tx, { ...draft, key }, ready))
    if (published !== 'overtaken') return published
    if (attempt === attempts) throw new Problem('draft-moved', { detail: { rev: draft.rev } })
  }
}

/** A key names one publication: of another draft it is a mistake of the caller's. */
async function assertKeyFree(ctx: Ctx, id: number, key: string): Promise<void> {
  const used = await selectByIdempotencyKey(ctx.sql, key)
  if (used !== undefined && used !== id)
    throw new Problem('idempotency-conflict', { field: 'idempotencyKey', detail: { draft: used } })
}

async function write(
  ctx: Ctx,
  { id, title, key }: DraftRow & { key: string | null },
  ready: Ready,
): Promise<Draft | 'overtaken'> {
  const { atlas, document } = ready
  const newest = await holdForPublishing(ctx.sql)
  if (newest?.version !== atlas.version) return 'overtaken'
  if (key !== null) await assertKeyFree(ctx, id, key)
  // The clocks of two servers differ; versions are in order all the same.
  const effectiveAt = new Date(Math.max(ctx.now.getTime(), newest.effectiveAt.getTime() + 1))
  const version = await insertNextVersion(ctx.sql, {
    effectiveAt,
    base: atlas.version,
    note: title,
    ...document,
  })
  // Returned or discarded just now: thrown, so that the version goes with it.
  if (!(await setPublished(ctx.sql, { id, key }, version, ctx.now))) throw new Problem('draft-state')
  const ids = await writeDifferences(ctx, atlas, version, ready.differences)
  const proof = await provePublication(ctx.sql, version)
  if (!proof.sound) throw new Problem('draft-unsound', { detail: proof })
  await writeLineage(ctx, ready, version, ids)
  const cases = await reroute(ctx, ready, version, ids)
  await indexCity(ctx.sql)
  await appendAudit(ctx, {
    verb: 'draft.publish',
    subject: `draft/${id}`,
    data: { version, base: atlas.version, cases },
  })
  await registerVersion(ctx, { version, effectiveAt, contentHash: document.contentHash })
  const draft = await selectDraft(ctx.sql, id)
  if (draft === undefined) throw new Error(`draft ${id} is gone`)
  return draftOf(draft)
}
