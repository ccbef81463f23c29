import type { Ctx } from '../context.ts'
import { asOf } from '../incidents/as-of.ts'
import { Problem } from '../problem.ts'
import type { Atlas, AtlasGrid } from './atlas.ts'
import type { GridPage, GridQuery } from './contract.ts'
import { countOpen, gridSummary } from './grid-summaries.ts'

const defaultLimit = 200

/**
 * Grids of the version in force, in order of codes. A cursor holds on to its version, so a boundary change between two
 * pages loses and doubles nothing. Throws `bad-field` (level), `unknown-grid` (parent), `bad-cursor`, `before-first-version`.
 */
export async function listGrids(ctx: Ctx, query: GridQuery): Promise<GridPage> {
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor)
  const began = cursor && (await atlasOfCursor(ctx, cursor.version))
  return asOf(ctx, query.at, (then, atlas) => page(then, began ?? atlas, query, cursor))
}

async function page(ctx: Ctx, atlas: Atlas, query: GridQuery, cursor: GridCursor | null): Promise<GridPage> {
  const limit = query.limit ?? defaultLimit
  const matching = atlas.grids.filter(matcher(atlas, query))
  const begin = cursor === null ? 0 : matching.findIndex(grid => grid.code > cursor.code)
  const shown = begin < 0 ? [] : matching.slice(begin, begin + limit)
  const open = await countOpen(ctx, atlas)
  const last = shown.at(-1)
  return {
    version: atlas.version,
    grids: shown.map(grid => gridSummary(atlas, open, grid)),
    next: last !== undefined && last !== matching.at(-1) ? `${atlas.version}.${last.code}` : null,
  }
}

function matcher(atlas: Atlas, { level, parent, q }: GridQuery): (grid: AtlasGrid) => boolean {
  if (level !== undefined && !atlas.grids.some(grid => grid.level === level)) {
    throw new Problem('bad-field', { field: 'level' })
  }
  if (parent !== undefined && atlas.tree.get(parent) === undefined) {
    throw new Problem('unknown-grid', { field: 'parent' })
  }
  const part = q?.toLowerCase()
  return grid =>
    (level === undefined || grid.level === level) &&
    (parent === undefined || grid.parent === parent) &&
    (part === undefined ||
      [grid.code, grid.name.zh, grid.name.en].some(text => text?.toLowerCase().includes(part)))
}

/** The version and the last code that was given: `3.340402001`. */
interface GridCursor {
  readonly version: number
  readonly code: string
}

function readCursor(text: string): GridCursor {
  const [, version, code] = /^(\d{1,9})\.([0-9A-Za-z-]+)$/.exec(text) ?? []
  if (version === undefined || code === undefined) throw new Problem('bad-cursor', { field: 'cursor' })
  return { version: Number(version), code }
}

async function atlasOfCursor(ctx: Ctx, version: number): Promise<Atlas> {
  const atlas = await ctx.atlases.of(ctx, version)
  if (atlas === undefined) throw new Problem('bad-cursor', { field: 'cursor' })
  return atlas
}
