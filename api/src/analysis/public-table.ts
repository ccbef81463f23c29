import { calendarDay } from '../city/calendar-day.ts'
import { midnight } from '../city/week-start.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { ancestorAt } from './by-level.ts'
import type { PublicCounts, PublicQuery } from './contract.ts'
import { selectLeastShown, selectPublicEntries } from './queries.ts'
import { type Entry, shown } from './suppression.ts'

/** What everybody is told of a city: made once a day, and asked for by sums of its entries alone. */
interface PublicTable {
  readonly unit: string
  readonly least: number
  readonly until: Date
  readonly entries: readonly Entry<AtlasGrid>[]
}

/**
 * How many cases there are, for those who may not read them: whole months, open or ended, by large grids, as of last midnight. Why nothing of
 * it singles out a case: `suppression.ts` and docs/decisions/012. Throws `bad-field`, `unknown-grid`.
 */
export async function publicCounts(ctx: Ctx, query: PublicQuery): Promise<PublicCounts> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const table = await tableOf(ctx, atlas)
  const level = query.level ?? table.unit
  if (!publicLevels(atlas).includes(level)) throw new Problem('bad-field', { field: 'level' })
  const asked = table.entries.filter(
    ({ month, open }) =>
      (query.from === undefined || month >= query.from) &&
      (query.to === undefined || month <= query.to) &&
      (query.state === undefined || open === (query.state === 'open')),
  )
  const counts = new Map<AtlasGrid, number>()
  for (const { place, count } of asked) {
    const grid = ancestorAt(atlas, place.id, level)
    if (grid !== undefined) counts.set(grid, (counts.get(grid) ?? 0) + count)
  }
  const rows = atlas.grids
    .filter(grid => grid.level === level)
    .map(grid => ({ code: grid.code, name: grid.name, count: counts.get(grid) ?? 0 }))
  return {
    level,
    levels: publicLevels(atlas),
    least: table.least,
    until: table.until.toISOString(),
    months: [...new Set(table.entries.map(entry => entry.month))].sort(),
    total: rows.reduce((sum, row) => sum + row.count, 0),
    rows,
  }
}

/** The two largest levels, or the largest where there are no more than two: a leaf is never told. */
function publicLevels(atlas: Atlas): string[] {
  const depths = new Map(atlas.grids.map(grid => [grid.level, atlas.tree.chain(grid.code).length]))
  const levels = [...depths].sort((a, b) => a[1] - b[1]).map(([level]) => level)
  return levels.slice(0, Math.max(1, Math.min(2, levels.length - 1)))
}

/** Of each version of the grids the table of the last day that was asked for. */
const tables = new WeakMap<Atlas, { key: string; table: Promise<PublicTable> }>()

async function tableOf(ctx: Ctx, atlas: Atlas): Promise<PublicTable> {
  const day = calendarDay(ctx.now, atlas.timeZone)
  const least = await selectLeastShown(ctx.sql)
  const key = `${day} ${least}`
  const known = tables.get(atlas)
  if (known?.key === key) return known.table
  const table = makeTable(ctx, atlas, day, least)
  tables.set(atlas, { key, table })
  table.catch(() => tables.delete(atlas))
  return table
}

async function makeTable(ctx: Ctx, atlas: Atlas, day: string, least: number): Promise<PublicTable> {
  const until = midnight(Date.parse(`${day}T00:00:00Z`), atlas.timeZone)
  const unit = publicLevels(atlas).at(-1) ?? ''
  const rows = await selectPublicEntries(ctx.sql, until, atlas.timeZone)
  const exact = rows.flatMap(({ gridId, month, open, incidents }) => {
    const place = gridId === null ? undefined : ancestorAt(atlas, gridId, unit)
    return place === undefined ? [] : [{ place, month, open, count: incidents }]
  })
  return { unit, least, until, entries: shown(exact, least) }
}
