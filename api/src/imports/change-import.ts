import { rm } from 'node:fs/promises'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { GridImport, ImportMapping, RepairChoices } from './contract.ts'
import { type ImportRow, setAgain, setEnded } from './queries.ts'
import { fileOf, startImport, stopImport } from './run-import.ts'
import { importOf, importRow, ownImport } from './show-import.ts'

/** Other columns, another datum: everything is checked anew, and what was chosen before is kept where it still applies. Throws `import-state`. */
export async function mapImport(
  ctx: Ctx,
  folder: string,
  id: number,
  mapping: ImportMapping,
): Promise<GridImport> {
  return again(ctx, folder, await ownImport(ctx, id), { mapping })
}

/** Repairs that a person chose; those of before stay. Throws `import-state`. */
export async function chooseRepairs(
  ctx: Ctx,
  folder: string,
  id: number,
  { choices, usual = [] }: RepairChoices,
): Promise<GridImport> {
  const row = await ownImport(ctx, id)
  const chosen = Object.fromEntries(choices.map(each => [each.id, each.repair]))
  return again(ctx, folder, row, {
    choices: { ...row.choices, ...chosen },
    usual: [...new Set([...row.usual, ...usual])],
  })
}

async function again(
  ctx: Ctx,
  folder: string,
  row: ImportRow,
  change: Partial<ImportRow>,
): Promise<GridImport> {
  const { mapping, choices, usual } = { ...row, ...change }
  const next =
    mapping === null ? undefined : await setAgain(ctx.sql, row.id, { mapping, choices, usual, at: ctx.now })
  if (next === undefined) throw new Problem('import-state', { detail: { state: row.state } })
  startImport(ctx, folder, next)
  return importOf(ctx, next)
}

/** 取消: stops what is being done and takes the file away; an import that became a draft stays. */
export async function cancelImport(ctx: Ctx, folder: string, id: number): Promise<GridImport> {
  await ownImport(ctx, id)
  await setEnded(ctx.sql, id, { state: 'cancelled', failure: null, at: ctx.now })
  await stopImport(ctx, id)
  await rm(fileOf(folder, id), { force: true })
  return importOf(ctx, await importRow(ctx, id))
}
