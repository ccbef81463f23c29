import { monthSpan } from '../city/month-span.ts'
import { readCity } from '../city/read-city.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { asOf } from '../incidents/as-of.ts'
import { scopeOf } from '../incidents/filter.ts'
import { Problem } from '../problem.ts'
import type { Text } from '../wire.ts'
import type { Indicator, IndicatorQuery, Indicators } from './contract.ts'
import { type CountRow, type GroupColumn, selectCounts, selectIndicators } from './queries.ts'
import { added, type Counts, countsOf, reckon } from './reckon.ts'

type Group = Indicators['groups'][number]

/**
 * Counters and indicators of a filter, in all and by group, counted from the rows themselves. Throws what `scopeOf` throws, and
 * `bad-field` for an unknown level.
 */
export async function readIndicators(ctx: Ctx, query: IndicatorQuery): Promise<Indicators> {
  const { by } = query
  const names = by === 'class' || by === 'net' ? await namesOf(ctx, by) : new Map<string, Text>()
  return asOf(ctx, query.at, (then, atlas) => count(then, atlas, query, names))
}

async function count(
  ctx: Ctx,
  atlas: Atlas,
  query: IndicatorQuery,
  names: ReadonlyMap<string, Text>,
): Promise<Indicators> {
  const { by = null, level, ...filter } = query
  const scope = await scopeOf(ctx, atlas, filter)
  const members = by === 'grid' ? gridsBelow(atlas, filter.grid, level) : []
  const rows = await selectCounts(ctx.sql, scope, columns[by ?? 'net'], atlas.timeZone)
  const indicators = await selectIndicators(ctx.sql)
  const group = groupMaker(indicators)
  const total = added(rows.map(row => countsOf(row.counts)))
  return {
    at: ctx.now.toISOString(),
    indicators,
    counts: total,
    values: reckon(indicators, total),
    groups:
      by === 'month'
        ? byMonth(atlas.timeZone, filter, rows, group)
        : busiestFirst(
            by === null
              ? []
              : by === 'grid'
                ? byGrid(atlas, members, rows, group)
                : byWord(by, names, rows, group),
          ),
  }
}

function busiestFirst(groups: Group[]): Group[] {
  return groups.sort((a, b) => b.counts.reported - a.counts.reported || (a.key < b.key ? -1 : 1))
}

const columns = {
  grid: 'grid_id',
  class: 'class_code',
  net: 'net',
  month: 'month',
} as const satisfies Record<string, GroupColumn>

type GroupMaker = (what: Pick<Group, 'key' | 'name' | 'filter'>, counts: Counts) => Group

function groupMaker(indicators: readonly Indicator[]): GroupMaker {
  return (what, counts) => ({ ...what, counts, values: reckon(indicators, counts) })
}

/** Of a level, or just below the grid asked for; without one, the largest. */
function gridsBelow(
  atlas: Atlas,
  within: string | undefined,
  level: string | undefined,
): readonly AtlasGrid[] {
  if (level === undefined)
    return within === undefined
      ? atlas.grids.filter(grid => grid.parent === null)
      : atlas.tree.children(within)
  const grids = atlas.grids.filter(grid => grid.level === level)
  if (grids.length === 0) throw new Problem('bad-field', { field: 'level' })
  return grids.filter(grid => within === undefined || isWithin(atlas, grid, within))
}

function isWithin(atlas: Atlas, grid: AtlasGrid, code: string): boolean {
  for (let each: AtlasGrid | undefined = grid; each !== undefined; each = parentOf(atlas, each))
    if (each.code === code) return true
  return false
}

function parentOf(atlas: Atlas, { parent }: AtlasGrid): AtlasGrid | undefined {
  return parent === null ? undefined : atlas.tree.get(parent)
}

/** A case counts for the member that its grid lies in. Members do not contain one another. */
function byGrid(atlas: Atlas, members: readonly AtlasGrid[], rows: CountRow[], group: GroupMaker): Group[] {
  const counts = new Map(members.map(grid => [grid, [] as Counts[]]))
  for (const row of rows) {
    let grid = typeof row.key === 'number' ? atlas.byId.get(row.key) : undefined
    while (grid !== undefined && !counts.has(grid)) grid = parentOf(atlas, grid)
    if (grid !== undefined) counts.get(grid)?.push(countsOf(row.counts))
  }
  return [...counts].map(([{ code, name }, own]) =>
    group({ key: code, name, filter: { grid: code } }, added(own)),
  )
}

async function namesOf(ctx: Ctx, by: 'class' | 'net'): Promise<Map<string, Text>> {
  const { classes, nets } = await readCity(ctx)
  return by === 'class'
    ? new Map(classes.map(each => [each.code, each.name]))
    : new Map(nets.map(net => [net.key, net.name]))
}

function byWord(
  by: 'class' | 'net',
  names: ReadonlyMap<string, Text>,
  rows: CountRow[],
  group: GroupMaker,
): Group[] {
  return rows.map(row => {
    const key = String(row.key)
    return group({ key, name: names.get(key) ?? { zh: key }, filter: { [by]: key } }, countsOf(row.counts))
  })
}

/** Oldest first; the first and the last one end where the period asked for does. */
function byMonth(
  timeZone: string,
  { from, to }: Pick<IndicatorQuery, 'from' | 'to'>,
  rows: CountRow[],
  group: GroupMaker,
): Group[] {
  return rows
    .map(row => ({ month: String(row.key), counts: countsOf(row.counts) }))
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .map(({ month, counts }) => {
      const [begin, end] = monthSpan(month, timeZone)
      const filter = {
        from: from !== undefined && Date.parse(from) > Date.parse(begin) ? from : begin,
        to: to !== undefined && Date.parse(to) < Date.parse(end) ? to : end,
      }
      return group({ key: month, name: { zh: month }, filter }, counts)
    })
}
