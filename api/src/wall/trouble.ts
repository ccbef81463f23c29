import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { WallPicture } from './contract.ts'
import type { DayRow, StaffRow, StandingRow } from './queries.ts'
import type { Usual } from './usual.ts'

type Trouble = WallPicture['trouble'][number]
type Reason = Trouble['reasons'][number]

/** The largest level with so many grids is ranked; a city with fewer ranks its finest level. */
const fewestRanked = 10
const shown = 5
/** What one case of a reason weighs; a reason's share of these decides its place. */
const weights: Readonly<Record<Reason['code'], number>> = { overdue: 3, escalated: 4, surge: 2, vacant: 1 }
/** Fewer reports above the usual are chance. */
const leastSurge = 3

export interface TroubleInput {
  readonly standing: readonly StandingRow[]
  readonly day: readonly DayRow[]
  readonly staff: readonly StaffRow[]
  readonly usual: Usual
  readonly midnight: Date
}

/** The grids that need somebody's eye, and why: a sum of counted things, each of which can be listed. */
export function trouble(atlas: Atlas, input: TroubleInput): Trouble[] {
  const ranked = rankedGrids(atlas)
  const sums = sumsOf(atlas, ranked, input)
  return ranked
    .flatMap(grid => {
      const found = sums.get(grid)
      if (found === undefined) return []
      const reasons = reasonsOf(grid, found, input.midnight)
      const weight = reasons.reduce((total, reason) => total + reason.count * weights[reason.code], 0)
      return weight === 0 ? [] : [{ grid, found, reasons, weight }]
    })
    .sort((a, b) => b.weight - a.weight || (a.grid.code < b.grid.code ? -1 : 1))
    .slice(0, shown)
    .map(({ grid, found, reasons }) => ({
      grid: refOf(grid),
      open: found.open,
      overdue: found.overdue,
      reasons,
    }))
}

/** How the posts of each of the largest grids are filled. */
export function staffing(
  atlas: Atlas,
  standing: readonly StandingRow[],
  staff: readonly StaffRow[],
): WallPicture['staffing'] {
  const sums = new Map(
    atlas.tree.roots.map(grid => [
      grid,
      { open: 0, overdue: 0, leads: { held: 0, all: 0 }, workers: { held: 0, all: 0 } },
    ]),
  )
  for (const { gridId, open, overdue } of standing) {
    const found = inside(atlas, sums, gridId)
    if (found === undefined) continue
    found.open += open
    found.overdue += overdue
  }
  for (const { gridId, role, held, posts } of staff) {
    const found = inside(atlas, sums, gridId)?.[role === 'lead' ? 'leads' : 'workers']
    if (found === undefined) continue
    found.held += held
    found.all += posts
  }
  return [...sums].map(([grid, found]) => ({ grid: refOf(grid), ...found }))
}

interface Sum {
  open: number
  overdue: number
  escalated: number
  reported: number
  usual: number
  vacant: number
}

function rankedGrids(atlas: Atlas): readonly AtlasGrid[] {
  let level = atlas.tree.roots
  while (level.length < fewestRanked) {
    const below = level.flatMap(grid => atlas.tree.children(grid.code))
    if (below.length === 0) return level
    level = below
  }
  return level
}

function sumsOf(atlas: Atlas, ranked: readonly AtlasGrid[], input: TroubleInput): Map<AtlasGrid, Sum> {
  const { standing, day, staff, usual } = input
  const sums = new Map(
    ranked.map(grid => [grid, { open: 0, overdue: 0, escalated: 0, reported: 0, usual: 0, vacant: 0 }]),
  )
  for (const row of standing) {
    const found = inside(atlas, sums, row.gridId)
    if (found === undefined) continue
    found.open += row.open
    found.overdue += row.overdue
    found.escalated += row.escalated
  }
  for (const { gridId, reported } of day) {
    const found = inside(atlas, sums, gridId)
    if (found !== undefined) found.reported += reported
  }
  for (const { gridId, held, posts } of staff) {
    const found = inside(atlas, sums, gridId)
    if (found !== undefined) found.vacant += posts - held
  }
  for (const [gridId, reported] of usual.reportedByGrid ?? []) {
    const found = inside(atlas, sums, gridId)
    if (found !== undefined) found.usual += reported
  }
  // without a usual value nothing is a surge
  if (usual.reportedByGrid === null) for (const found of sums.values()) found.usual = found.reported
  return sums
}

function reasonsOf({ code: grid }: AtlasGrid, found: Sum, midnight: Date): Reason[] {
  const above = Math.floor(found.reported - found.usual)
  const reasons: Reason[] = [
    { code: 'overdue', count: found.overdue, filter: { grid, counter: 'overdue' } },
    { code: 'escalated', count: found.escalated, filter: { grid, status: 'open', counter: 'escalated' } },
    {
      code: 'surge',
      count: above < leastSurge ? 0 : above,
      filter: { grid, counter: 'reported', from: midnight.toISOString() },
    },
    { code: 'vacant', count: found.vacant, filter: null },
  ]
  return reasons
    .filter(reason => reason.count > 0)
    .sort((a, b) => b.count * weights[b.code] - a.count * weights[a.code])
}

/** The member of a map that a grid lies in. */
function inside<T>(atlas: Atlas, members: ReadonlyMap<AtlasGrid, T>, gridId: number | null): T | undefined {
  let grid = gridId === null ? undefined : atlas.byId.get(gridId)
  while (grid !== undefined && !members.has(grid))
    grid = grid.parent === null ? undefined : atlas.tree.get(grid.parent)
  return grid && members.get(grid)
}

function refOf({ code, name, level }: AtlasGrid) {
  return { code, name, level }
}
