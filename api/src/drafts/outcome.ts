import type { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { emptyGrids } from '@jingwei/geodata/geometry/editing/completeness.ts'
import { type Written, written } from '@jingwei/geodata/geometry/editing/written.ts'
import { buildPartition, type Partition } from '@jingwei/geodata/geometry/partition.ts'
import type { Kernel } from '../grids/atlas.ts'
import type { OpenCase } from './reroute.queries.ts'

/** The boundaries as a draft leaves them. */
export interface Drawn extends Written {
  readonly partition: Partition
  /** Grids that own nothing. */
  readonly empty: readonly string[]
}

export function drawnOn(boundaries: Boundaries): Drawn {
  const state = written(boundaries)
  return { ...state, partition: buildPartition(state.faces), empty: emptyGrids(boundaries) }
}

/** The boundaries with a draft in force: what is foretold is compared with it, what is published is written from it. */
export interface Outcome extends Pick<Drawn, 'grids' | 'empty'> {
  readonly kernel: Kernel
}

/** An open case and the grids that have it before and after, by code; null: the city's own queue. */
export interface MovedCase {
  readonly id: number
  readonly from: string | null
  readonly to: string | null
}

/** Cases whose grid changes: the one rule for what is foretold and for what is done. */
export function movedCases(cases: readonly OpenCase[], outcome: Outcome): MovedCase[] {
  const codes = new Set(outcome.grids.map(({ code }) => code))
  return cases.flatMap(each => {
    const to = gridAfter(outcome, codes, each)
    return to === each.grid ? [] : [{ id: each.id, from: each.grid, to }]
  })
}

/** The leaf grid that has a place; null: outside of all. */
export function leafAt({ kernel }: Outcome, lon: number, lat: number): string | null {
  const located = kernel.locator.locate(lon, lat)
  if (located.kind === 'outside') return null
  const face = located.kind === 'on-border' ? located.faces[0] : located.face
  return face === undefined ? null : (kernel.partition.faces[face]?.grid ?? null)
}

/** The place decides; a case that only named a grid stays with it, and goes where that grid's middle lies when the grid ends. */
function gridAfter(outcome: Outcome, codes: ReadonlySet<string>, each: OpenCase): string | null {
  if (each.lon !== null && each.lat !== null) return leafAt(outcome, each.lon, each.lat)
  if (each.grid === null || codes.has(each.grid)) return each.grid
  return each.labelLon === null || each.labelLat === null
    ? null
    : leafAt(outcome, each.labelLon, each.labelLat)
}
