import { setImmediate as nextTurn } from 'node:timers/promises'
import { isTold } from '../access/told.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { maxBatchPoints, type Owner, type RouteBatch } from './contract.ts'
import { ownersOf } from './owners.ts'
import { type Placement, placementOf } from './placement.ts'
import { gridHalf, placeHalf } from './route.ts'

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
  const owners = await ownersOf(ctx, atlas, leaves, at)
  const isNamed = isTold(ctx.actor, 'names.read', atlas.open)
  return pieces(atlas, placements, isNamed ? owners : unnamed(owners))
}

function unnamed(owners: ReadonlyMap<number, Owner>): Map<number, Owner> {
  return new Map([...owners].map(([grid, owner]) => [grid, { ...owner, name: '' }]))
}

async function* pieces(
  atlas: Atlas,
  placements: readonly Placement[],
  owners: ReadonlyMap<number, Owner>,
): AsyncGenerator<Uint8Array> {
  const textOf = textOfRoutes(atlas, owners)
  yield utf8(`{"version":${atlas.version},"routes":[`)
  for (let i = 0; i < placements.length; i += pointsPerTurn) {
    const routes = placements.slice(i, i + pointsPerTurn).map(textOf)
    yield utf8(`${i === 0 ? '' : ','}${routes.join(',')}`)
    await nextTurn()
  }
  yield utf8(']}')
}

/** `JSON.stringify(routeOf(…))`, but the half that all places of a grid share is written once: twice as fast. */
function textOfRoutes(atlas: Atlas, owners: ReadonlyMap<number, Owner>): (placement: Placement) => string {
  const shared = new Map<AtlasGrid | null, string>()
  return placement => {
    const { grid } = placement
    let half = shared.get(grid)
    if (half === undefined) {
      const owner = grid === null ? undefined : owners.get(grid.id)
      half = JSON.stringify(gridHalf(atlas, grid, owner ?? null)).slice(1)
      shared.set(grid, half)
    }
    return `${JSON.stringify(placeHalf(atlas, placement)).slice(0, -1)},${half}`
  }
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
