import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { Ctx } from '../context.ts'
import { topologyDocument } from '../grids/topology-document.ts'
import { Problem } from '../problem.ts'
import { changeDraft } from './change-draft.ts'
import type { Draft, DraftOperation, NewDraft } from './contract.ts'
import { renames } from './difference.ts'
import { openDraft } from './open-draft.ts'
import { discardDraft } from './review.ts'
import { draftOf, draftRow } from './show-draft.ts'

/**
 * 恢复: a draft in which the boundaries are what they were in an earlier version. It is drawn, reviewed and published like any other, as a version
 * of its own: nothing of what happened since is taken out of the record. A grid that ended since comes back as a new one with its old code.
 * Throws `not-found`, and what `changeDraft` throws, without a draft left behind.
 */
export async function restoreVersion(ctx: Ctx, version: number, { title }: NewDraft): Promise<Draft> {
  const then = await ctx.atlases.of(ctx, version)
  const now = await ctx.atlases.at(ctx, ctx.now)
  if (then === undefined) throw new Problem('not-found', { field: 'id' })
  const topology = await readTopology(ctx, version)
  const draft = await openDraft(ctx, { title })
  const operations = [...renames(now, then), { kind: 'replace' as const, topology }]
  try {
    await changeDraft(ctx, draft.id, { rev: draft.rev, operations: [{ kind: 'together', operations }] })
  } catch (error) {
    await discardDraft(ctx, draft.id)
    throw error
  }
  return draftOf(await draftRow(ctx, draft.id))
}

/** As an operation carries it: borders and the tree, nothing else that is known of a grid. */
async function readTopology(ctx: Ctx, version: number) {
  const { body } = await topologyDocument(ctx, version, 'br', undefined)
  const text = await decompress(body ?? new Uint8Array())
  const { grids, ...shapes }: GridTopology = JSON.parse(text.toString('utf8'))
  const tree = grids.map(({ code, level, parent, name }) => ({ code, level, parent, name }))
  return { ...shapes, grids: tree } as Extract<DraftOperation, { kind: 'replace' }>['topology']
}

const decompress = promisify(brotliDecompress)
