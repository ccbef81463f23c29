import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { asOf } from './as-of.ts'
import type { IncidentPage, IncidentQuery } from './contract.ts'
import { scopeOf } from './filter.ts'
import { incidentExists, selectPage } from './queries.ts'
import { incidentSummary } from './summary.ts'

const defaultLimit = 50

/**
 * One page, newest first. The cursor is the id of the last row given, so pages neither lose nor double a row while new
 * reports arrive. Throws what `scopeOf` throws, and `bad-cursor`.
 */
export function listIncidents(ctx: Ctx, query: IncidentQuery): Promise<IncidentPage> {
  return asOf(ctx, query.at, (then, atlas) => page(then, atlas, query))
}

async function page(ctx: Ctx, atlas: Atlas, query: IncidentQuery): Promise<IncidentPage> {
  const { limit = defaultLimit, cursor, ...filter } = query
  const scope = await scopeOf(ctx, atlas, filter)
  const after = cursor === undefined ? null : await readCursor(ctx, cursor)
  const rows = await selectPage(ctx.sql, scope, limit + 1, after)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    incidents: shown.map(row => incidentSummary(ctx, atlas, row)),
    next: last !== undefined && rows.length > limit ? String(last.id) : null,
  }
}

async function readCursor(ctx: Ctx, text: string): Promise<number> {
  const id = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
  if (id === null || !(await incidentExists(ctx.sql, id)))
    throw new Problem('bad-cursor', { field: 'cursor' })
  return id
}
