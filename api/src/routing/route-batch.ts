import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { maxBatchPoints, type Owner, type RouteBatch } from './contract.ts'
import { ownersOf } from './owners.ts'
import { type Placement, placementOf } from './placement.ts'
import { routeOf } from './route.ts'

/** Points handled before other requests get their turn: some 5 ms. */
const pointsPerTurn = 2000

/**
 * Routes many points, in the order of the request. The owners of all distinct leaf grids come from one query.
 * @returns the pieces of a `RouteBatchAnswer`: 50,000 answers are 40 MB of text, which nobody should hold at once
 * Throws before the first piece what `routePlace` throws, with the path of the point, and `too-many-points`.
 */
export async function routeBatch(ctx: Ctx, input: RouteBatch): Promise<AsyncIterable<Uint8Array>> {
  if (input.points.length > maxBatchPoints) {
    throw new Problem('too-many-points', { field: 'points', detail: { most: maxBatchPoints } })
  }
  const at = input.at === undefined ? ctx.now : new Date(input.at)
  const atlas = await ctx.atlases.at(ctx, at)
  const placements: Placement[] = []
  const leaves = new Set<AtlasGrid>()
  for (const [i, [lon, lat]] of input.points.entries()) {
    if (i % pointsPerTurn === pointsPerTurn - 1) await nextTurn()
    const field = { lon: `points.${i}.0`, lat: `points.${i}.1` }
    const placement = placementOf(atlas, { lon, lat, datum: input.datum }, field)
    placements.push(placement)
    if (placement.grid !== null) leaves.add(placement.grid)
  }
  return pieces(atlas, placements, await ownersOf(ctx, atlas, leaves, at))
}

async function* pieces(
  atlas: Atlas,
  placements: readonly Placement[],
  owners: ReadonlyMap<number, Owner>,
): AsyncGenerator<Uint8Array> {
  yield utf8(`{"version":${atlas.version},"routes":[`)
  for (let i = 0; i < placements.length; i += pointsPerTurn) {
    const routes = placements.slice(i, i + pointsPerTurn).map(placement => {
      const owner = placement.grid === null ? undefined : owners.get(placement.grid.id)
      return JSON.stringify(routeOf(atlas, placement, owner ?? null))
    })
    yield utf8(`${i === 0 ? '' : ','}${routes.join(',')}`)
    await nextTurn()
  }
  yield utf8(']}')
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
