import type { TopologyGrid } from '../topology.ts'
import { Refused } from './refusal.ts'
import type { Sheet } from './sheet.ts'

export function gridOf(sheet: Sheet, code: string): TopologyGrid {
  const grid = sheet.base.grid(code)
  if (grid === undefined) throw new Refused('unknown-grid', null, [code])
  return grid
}

/** A grid of the lowest level: only these own faces. */
export function leafGrid(sheet: Sheet, code: string): TopologyGrid {
  const grid = gridOf(sheet, code)
  if (grid.level !== sheet.base.levels.at(-1)) throw new Refused('wrong-level', null, [code])
  return grid
}

/** A grid's parent is exactly one level above it; the largest have none. */
export function assertParent(
  sheet: Sheet,
  { code, level, parent }: Pick<TopologyGrid, 'code' | 'level' | 'parent'>,
): void {
  const at = sheet.base.levels.indexOf(level)
  const above = parent === null ? -1 : sheet.base.levels.indexOf(gridOf(sheet, parent).level)
  if (at < 0 || above !== at - 1) throw new Refused('wrong-level', null, [code])
}
