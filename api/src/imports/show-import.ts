import { existsSync } from 'node:fs'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { GridImport } from './contract.ts'
import { type ImportRow, selectImport, selectImports, selectLevels } from './queries.ts'
import { fileOf, isRunningHere, startImport } from './run-import.ts'

/** Nobody has said a word about it for so long: the process that worked on it is gone. */
const silentMilliseconds = 120_000

/** An import with its report. One that a stopped server left behind is taken up again where its file is. Throws `not-found`. */
export async function showImport(ctx: Ctx, folder: string, id: number): Promise<GridImport> {
  const row = await importRow(ctx, id)
  const isAbandoned =
    (row.state === 'reading' || row.state === 'checking') &&
    !isRunningHere(ctx, id) &&
    ctx.now.getTime() - row.updatedAt.getTime() > silentMilliseconds
  if (isAbandoned && existsSync(fileOf(folder, id))) startImport(ctx, folder, row)
  return importOf(ctx, row)
}

export async function listImports(ctx: Ctx) {
  return (await selectImports(ctx.sql)).map(summaryOf)
}

export async function importRow(ctx: Ctx, id: number): Promise<ImportRow> {
  const row = await selectImport(ctx.sql, id)
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  return row
}

/** Only who began it goes on with it. */
export async function ownImport(ctx: Ctx, id: number): Promise<ImportRow> {
  const row = await importRow(ctx, id)
  if (row.author !== ctx.actor.account) throw new Problem('not-allowed')
  return row
}

export async function importOf(ctx: Ctx, row: ImportRow): Promise<GridImport> {
  const { layers, mapping, report } = row
  return { ...summaryOf(row), levels: await selectLevels(ctx.sql), layers: layers ?? [], mapping, report }
}

function summaryOf({
  id,
  file,
  bytes,
  state,
  step,
  progress,
  author,
  base,
  failure,
  draft,
  createdAt,
  updatedAt,
}: ImportRow) {
  const [created, updated] = [createdAt.toISOString(), updatedAt.toISOString()]
  return {
    id,
    file,
    bytes,
    state,
    step,
    progress,
    author,
    base,
    failure,
    draft,
    createdAt: created,
    updatedAt: updated,
  }
}
