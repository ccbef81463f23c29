import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { seenAmong } from '../incidents/reach.ts'
import { movesOfCases } from '../moves/read-cases.ts'
import { Problem } from '../problem.ts'
import type { CaseDuplicates, Suggestion } from './contract.ts'
import { type GroupedRow, selectGrouped, selectLinked } from './queries.ts'
import { groupedCase, suggest } from './suggest.ts'

const mostLinked = 100

/** The group that a case is in, and what may belong to it; a case without a place, a finished or a linked one gets no suggestions. Throws `not-found`. */
export async function showDuplicates(ctx: Ctx, id: number): Promise<CaseDuplicates> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const [row] = await selectGrouped(ctx.sql, [id])
  if (row === undefined || !(await seenAmong(ctx, [id])).has(id))
    throw new Problem('not-found', { field: 'id' })
  const [head] = row.headId === null ? [] : await seen(ctx, await selectGrouped(ctx.sql, [row.headId]))
  const linked = await seen(ctx, await selectLinked(ctx.sql, id, mostLinked))
  const suggestions = await suggestionsFor(ctx, atlas, row)
  const shown = [...(head === undefined ? [] : [head]), ...linked, ...suggestions]
  const moves = await movesOfCases(
    ctx,
    atlas,
    shown.map(each => each.id),
  )
  const view = (grouped: GroupedRow) => ({
    ...groupedCase(ctx, atlas, grouped),
    moves: moves.get(grouped.id) ?? [],
  })
  return {
    head: head === undefined ? null : view(head),
    linked: linked.map(view),
    suggestions: suggestions.map(each => ({ ...each, moves: moves.get(each.id) ?? [] })),
  }
}

async function suggestionsFor(ctx: Ctx, atlas: Atlas, row: GroupedRow): Promise<Suggestion[]> {
  const { id, classCode, lon, lat, reportedAt: at, title, body } = row
  if (!row.isOpen || row.headId !== null || lon === null || lat === null) return []
  return suggest(ctx, atlas, { id, classCode, place: [lon, lat], at, words: `${title} ${body}` })
}

async function seen(ctx: Ctx, rows: GroupedRow[]): Promise<GroupedRow[]> {
  const ids = await seenAmong(
    ctx,
    rows.map(row => row.id),
  )
  return rows.filter(row => ids.has(row.id))
}
