import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { Owner, Route } from './contract.ts'
import { ownersOf, withoutNames } from './owners.ts'
import type { DeclaredPlace } from './place.ts'
import { type Placement, placementOf } from './placement.ts'

/** A route as the world sees it, and the placement it was made from. */
export interface Routed {
  readonly route: Route
  readonly placement: Placement
  /** The clock of the city it was routed in. */
  readonly timeZone: string
}

/**
 * The grid of every level, the owner and the nearest center of a place, by the version and the posts in force at `at`.
 * Throws `bad-coordinate`, `swapped-coordinate`, `before-first-version`.
 */
export async function routePlace(ctx: Ctx, declared: DeclaredPlace, at: Date): Promise<Routed> {
  const atlas = await ctx.atlases.at(ctx, at)
  return routed(ctx, atlas, placementOf(atlas, declared), at)
}

/** A placement and its owner as one answer. */
export function routeOf(atlas: Atlas, placement: Placement, owner: Owner | null): Route {
  return { ...placeHalf(atlas, placement), ...gridHalf(atlas, placement.grid, owner) }
}

/** What every place has of its own. */
export function placeHalf(atlas: Atlas, placement: Placement): Omit<Route, 'chain' | 'owner'> {
  const { place, reason, outsideMeters, warning, center } = placement
  return {
    version: atlas.version,
    reason,
    point: place === null ? null : [...place],
    center: center && {
      code: center.center.code,
      name: center.center.name,
      distanceMeters: roundedMeters(center.distanceMeters),
    },
    ...(outsideMeters === null ? {} : { outsideMeters: roundedMeters(outsideMeters) }),
    ...(warning === null ? {} : { warning }),
  }
}

/** What all places of a grid share. */
export function gridHalf(
  atlas: Atlas,
  grid: AtlasGrid | null,
  owner: Owner | null,
): Pick<Route, 'chain' | 'owner'> {
  const chain = grid === null ? [] : atlas.tree.chain(grid.code)
  return { chain: chain.map(({ level, code, name }) => ({ level, code, name })), owner }
}

/** Distances travel in whole centimetres: the places themselves are no finer. */
export function roundedMeters(meters: number): number {
  return Math.round(meters * 100) / 100
}

async function routed(ctx: Ctx, atlas: Atlas, placement: Placement, at: Date): Promise<Routed> {
  const { grid } = placement
  const owners = grid === null ? undefined : await ownersOf(ctx, atlas, [grid], at)
  const owner = grid === null ? undefined : owners?.get(grid.id)
  return {
    route: withoutNames(ctx, atlas, routeOf(atlas, placement, owner ?? null)),
    placement,
    timeZone: atlas.timeZone,
  }
}
