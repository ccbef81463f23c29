import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { adjacencyOf } from '../grids/neighbours.ts'
import { asOf } from '../incidents/as-of.ts'
import { fewestTested, type HotSpots, type HotSpotsQuery, measured } from './contract.ts'
import { falseDiscovery, getisOrd, twoSided } from './getis-ord.ts'
import { tallyIn } from './tally.ts'

/** Where the neighbourhood of a grid has more or fewer incidents than chance explains. Throws what `tally` throws. */
export function hotSpots(ctx: Ctx, query: HotSpotsQuery): Promise<HotSpots> {
  return asOf(ctx, query.at, (then, atlas) => hotSpotsIn(then, atlas, query))
}

async function hotSpotsIn(
  ctx: Ctx,
  atlas: Atlas,
  { measure = 'count', ...query }: HotSpotsQuery,
): Promise<HotSpots> {
  const { rows } = await tallyIn(ctx, atlas, query)
  const tested = rows.flatMap(row => {
    const grid = atlas.tree.get(row.code)
    const value = measured(measure, row.count, row)
    const isAskedFor = query.grid === undefined || isWithin(grid?.code)
    return grid === undefined || value === null || !isAskedFor ? [] : [{ row, grid, value }]
  })
  const adjacency = adjacencyOf(atlas, query.level)
  const indexOf = new Map(tested.map(({ grid }, i) => [grid, i]))
  const neighbours = tested.map(({ grid }) =>
    [...(adjacency.get(grid) ?? [])].flatMap(other => indexOf.get(other) ?? []),
  )
  const values = tested.map(({ value }) => value)
  const scores = getisOrd(values, neighbours)
  const p = scores.map(twoSided)
  const q = falseDiscovery(p)
  return {
    level: query.level,
    measure,
    tested: tested.length,
    mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    idle: tested.length < fewestTested || scores.every(z => z === 0),
    rows: tested.map(({ row, value }, i) => ({
      code: row.code,
      name: row.name,
      value,
      neighbours: neighbours[i]?.length ?? 0,
      z: scores[i] ?? 0,
      p: p[i] ?? 1,
      q: q[i] ?? 1,
    })),
  }

  function isWithin(code: string | undefined): boolean {
    return code !== undefined && atlas.tree.chain(code).some(link => link.code === query.grid)
  }
}
