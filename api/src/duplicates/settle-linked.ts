import type { Clockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { readCase } from '../moves/read-cases.ts'
import { recordMove } from '../moves/record-move.ts'
import { holdLeftBehind } from './queries.ts'

/**
 * After a move of a case, in its transaction: when it was closed, those linked to it are closed with it; when it turned out to be no
 * case, they are free again. Their events name it and whoever moved it. Nothing happens to them when it is reopened.
 */
export async function settleLinked(tx: Ctx, atlas: Atlas, clockwork: Clockwork, head: number): Promise<void> {
  for (const { id, headStatus } of await holdLeftBehind(tx.sql, head)) {
    const row = await readCase(tx, atlas, id)
    if (row === undefined) throw new Error(`case ${id} is held and gone`)
    const verb = headStatus === 'closed' ? 'follow' : 'unlink'
    const step = { verb, actor: tx.actor.account, data: { head } } as const
    if (!(await recordMove(tx, atlas, clockwork, row, step))) throw new Error(`case ${id} is held and moved`)
  }
}
