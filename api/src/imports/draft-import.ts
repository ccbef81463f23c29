import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { Ctx } from '../context.ts'
import { changeDraft } from '../drafts/change-draft.ts'
import type { Draft } from '../drafts/contract.ts'
import { openDraft } from '../drafts/open-draft.ts'
import { discardDraft } from '../drafts/review.ts'
import { draftOf, draftRow } from '../drafts/show-draft.ts'
import { Problem } from '../problem.ts'
import type { ImportedDraft } from './contract.ts'
import { readPieces, setDrafted } from './queries.ts'
import { fileOf } from './run-import.ts'
import { ownImport } from './show-import.ts'

const unpack = promisify(gunzip)

/**
 * Opens what was imported as a draft like any other, of one operation that replaces all grids: it can be looked at, undone, drawn on, reviewed
 * and published. Throws `import-state`, `import-open` while faults are undecided, and what `changeDraft` throws.
 */
export async function draftImport(
  ctx: Ctx,
  folder: string,
  id: number,
  { title }: ImportedDraft,
): Promise<Draft> {
  const row = await ownImport(ctx, id)
  if (row.state === 'drafted' && row.draft !== null) return draftOf(await draftRow(ctx, row.draft))
  if (row.state !== 'checked' || row.report === null)
    throw new Problem('import-state', { detail: { state: row.state } })
  const { open, stuck } = row.report
  if (open > 0 || stuck > 0) throw new Problem('import-open', { detail: { open, stuck } })
  const pieces: Uint8Array[] = []
  for await (const piece of readPieces(ctx.sql, id)) pieces.push(piece)
  if (pieces.length === 0) throw new Problem('import-open', { detail: { open, stuck: 1 } })
  const topology: GridTopology = JSON.parse((await unpack(Buffer.concat(pieces))).toString('utf8'))
  const draft = await openDraft(ctx, { title })
  try {
    await changeDraft(ctx, draft.id, { rev: draft.rev, operations: [{ kind: 'replace', topology }] })
    if (!(await setDrafted(ctx.sql, id, draft.id, ctx.now))) throw new Problem('import-state')
  } catch (error) {
    await discardDraft(ctx, draft.id)
    throw error
  }
  await rm(fileOf(folder, id), { force: true })
  return draftOf(await draftRow(ctx, draft.id))
}
