import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Programme, ProgrammeChange } from './contract.ts'
import { selectProgramme, updateProgramme } from './queries.ts'

export async function readProgramme(ctx: Ctx): Promise<Programme> {
  const { rev, data } = await selectProgramme<Omit<Programme, 'rev'>>(ctx.sql)
  return { rev, ...data }
}

/**
 * What the wall shows in turn. Throws `stale-revision` when somebody else was first (`detail` is `{ rev }`, the one that stands),
 * `unknown-grid` for a scene about a grid that is none.
 */
export async function changeProgramme(ctx: Ctx, { rev, ...data }: ProgrammeChange): Promise<Programme> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  for (const scene of data.scenes)
    if (scene.kind === 'chosen' && scene.grids.some(code => atlas.tree.get(code) === undefined))
      throw new Problem('unknown-grid', { field: 'scenes' })
  return transaction(ctx, async tx => {
    if (!(await updateProgramme(tx.sql, rev, data, { at: tx.now, by: tx.actor.account })))
      throw new Problem('stale-revision', { field: 'rev', detail: { rev: (await readProgramme(tx)).rev } })
    await appendAudit(tx, { verb: 'wall.change', subject: `wall/${rev + 1}`, data: { scenes: data.scenes } })
    return readProgramme(tx)
  })
}
