import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { encodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { provePublication } from '../grids/coverage.ts'
import { holdForPublishing } from '../grids/newest-version.ts'
import { registerVersion } from '../grids/register-version.ts'
import { Problem } from '../problem.ts'
import { indexCity } from '../search/index-city.ts'
import type { Draft, Publication } from './contract.ts'
import { differenceOf, type GridDifference } from './difference.ts'
import { insertNextVersion } from './publish.queries.ts'
import { type DraftRow, selectByIdempotencyKey, selectDraft, setPublished } from './queries.ts'
import { type Rebased, rebase } from './rebase.ts'
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
    const ready = await rebase(ctx, draft)
    const { empty } = ready.outcome
    if (empty.length > 0) throw new Problem('draft-incomplete', { detail: { grids: empty } })
    // Outside the transaction: nobody who reports should wait for it.
    const differences = differenceOf(ready.atlas, ready.outcome, ready.done)
    const document = await documentOf(ready, differences)
    const published = await transaction(ctx, tx => write(tx, { ...draft, key }, ready, differences, document))
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

interface Document {
  readonly contentHash: string
  readonly topology: Uint8Array
}

async function write(
  ctx: Ctx,
  { id, title, key }: DraftRow & { key: string | null },
  ready: Rebased,
  differences: readonly GridDifference[],
  document: Document,
): Promise<Draft | 'overtaken'> {
  const { atlas } = ready
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
  const ids = await writeDifferences(ctx, atlas, version, differences)
  const proof = await provePublication(ctx.sql, version)
  if (!proof.sound) throw new Problem('draft-unsound', { detail: proof })
  await writeLineage(ctx, ready, version, differences, ids)
  const cases = await reroute(ctx, ready, version, differences, ids)
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

const compress = promisify(brotliCompress)
/** The best takes seconds for a large city, and a version is read right after it is published. */
const quality = 9

/** The topology document, with what the page reads of each grid. */
async function documentOf(
  { atlas, outcome }: Rebased,
  differences: readonly GridDifference[],
): Promise<Document> {
  // a grid with a new code is still itself
  const before = new Map(differences.map(each => [each.after?.code, each.before]))
  const grids = outcome.grids.map(grid => {
    const known = before.has(grid.code) ? before.get(grid.code) : atlas.tree.get(grid.code)
    const { kind = null, households = null, synthetic = false } = known ?? {}
    return {
      ...grid,
      ...(kind === null ? {} : { kind }),
      ...(households === null ? {} : { households }),
      synthetic,
    }
  })
  const text = Buffer.from(JSON.stringify(encodeTopology(outcome.faces, grids)))
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  return {
    contentHash: createHash('sha256').update(text).digest('hex'),
    topology: await compress(text, { params }),
  }
}
