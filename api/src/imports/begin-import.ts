import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { GridImport } from './contract.ts'
import { insertImport } from './queries.ts'
import type { ReceivedFile } from './receive-file.ts'
import { fileOf, startImport } from './run-import.ts'
import { importOf } from './show-import.ts'

/** 导入: takes a file in and begins to read it. Nothing of the city changes by it. */
export async function beginImport(ctx: Ctx, folder: string, file: ReceivedFile): Promise<GridImport> {
  const author = ctx.actor.account
  if (author === null) throw new Problem('sign-in-required')
  const { version: base } = await ctx.atlases.at(ctx, ctx.now)
  const row = await transaction(ctx, async tx => {
    const made = await insertImport(tx.sql, { file: file.name, bytes: file.bytes, author, base, at: tx.now })
    await appendAudit(tx, { verb: 'import.begin', subject: `import/${made.id}`, data: { bytes: file.bytes } })
    // before the row is there for others: whoever finds it finds the file too
    await file.keep(fileOf(folder, made.id))
    return made
  })
  startImport(ctx, folder, row)
  return importOf(ctx, row)
}
