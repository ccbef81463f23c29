import {
  type Choices,
  chosen,
  gridFaultOf,
  type ImportFault,
  type Repair,
} from '../geometry/importing/fault.ts'
import type { SourceShape } from '../geometry/importing/round-shapes.ts'
import type { TopologyGrid } from '../geometry/topology.ts'
import { compareCodes } from '../geometry/tree.ts'
import type { LevelSource } from './mapping.ts'

/** A grid on its way from rows to a tree. */
export type Entry = {
  grid: TopologyGrid
  rows: number[]
  shapes: SourceShape[]
  /** Every one that a row names. */
  parents: Set<string>
}

/** Repairs of one fault: a person does not look at more. */
const mostParents = 12

/** Every grid of a level to one of the level above; what has no parent, and what nobody names as parent, is told. */
export function hang(
  byLevel: readonly Map<string, Entry>[],
  recoded: readonly ReadonlyMap<string, string>[],
  levels: readonly LevelSource[],
  choices: Choices,
  faults: ImportFault[],
): void {
  byLevel.forEach((entries, depth) => {
    const above = byLevel[depth - 1]
    const codeNow = (said: string) => {
      const once = recoded[depth - 1]?.get(said) ?? said
      return recoded[depth - 1]?.get(once) ?? once
    }
    for (const [code, entry] of [...entries]) {
      const { rows } = entry
      const grid = { ...entry.grid, parent: entry.grid.parent === null ? null : codeNow(entry.grid.parent) }
      const parents = new Set([...entry.parents].map(codeNow))
      entries.set(code, { ...entry, grid })
      if (above === undefined) {
        entries.set(code, { ...entry, grid: { ...grid, parent: null } })
        continue
      }
      const named = [...parents].filter(parent => above.has(parent))
      if (named.length > 1) {
        const repairs = named.slice(0, mostParents).map((to): Repair => ({ kind: 'give', to }))
        const fault = gridFaultOf({ code: 'two-parents', level: grid.level, grids: [code], rows, repairs })
        faults.push(fault)
        const repair = chosen(fault, choices)
        const parent = repair?.kind === 'give' ? repair.to : (named[0] as string)
        entries.set(code, { ...entry, grid: { ...grid, parent } })
        continue
      }
      if (grid.parent !== null && above.has(grid.parent)) continue
      if (named.length === 1) {
        entries.set(code, { ...entry, grid: { ...grid, parent: named[0] as string } })
        continue
      }
      const only = above.size === 1 && grid.parent === null ? [...above.keys()][0] : undefined
      if (only !== undefined) {
        entries.set(code, { ...entry, grid: { ...grid, parent: only } })
        continue
      }
      const repairs: Repair[] = [
        ...nearest(grid, above).map((to): Repair => ({ kind: 'give', to })),
        { kind: 'drop' },
      ]
      const fault = gridFaultOf({
        code: 'orphan',
        level: grid.level,
        grids: [code, ...(grid.parent === null ? [] : [grid.parent])],
        rows,
        repairs,
      })
      faults.push(fault)
      const repair = chosen(fault, choices)
      if (repair?.kind === 'give') entries.set(code, { ...entry, grid: { ...grid, parent: repair.to } })
      else entries.delete(code)
    }
  })
  // from below upwards: a parent without children has no shape
  for (let depth = byLevel.length - 2; depth >= 0; depth--) {
    const parents = new Set([...(byLevel[depth + 1]?.values() ?? [])].map(({ grid }) => grid.parent))
    for (const [code, { rows }] of [...(byLevel[depth] ?? [])]) {
      if (parents.has(code)) continue
      const level = levels[depth]?.level ?? ''
      faults.push(
        gridFaultOf({ code: 'no-children', level, grids: [code], rows, repairs: [{ kind: 'drop' }] }),
      )
      byLevel[depth]?.delete(code)
    }
  }
}

/** Parents that an orphan may belong to: those whose codes begin most like its own. */
function nearest({ code }: TopologyGrid, above: ReadonlyMap<string, Entry>): string[] {
  const alike = [...above.keys()].map(other => {
    let common = 0
    while (common < code.length && code[common] === other[common]) common++
    return { other, common }
  })
  return alike
    .sort((a, b) => b.common - a.common || compareCodes(a.other, b.other))
    .slice(0, mostParents)
    .map(({ other }) => other)
}
