import type { Ctx } from '../context.ts'
import type { Atlas, AtlasCenter } from '../grids/atlas.ts'
import { asOf } from '../incidents/as-of.ts'
import { Problem } from '../problem.ts'
import { readPlace } from '../routing/place.ts'
import { roundedMeters } from '../routing/route.ts'
import type { Center, CenterList, CenterQuery } from './contract.ts'

/**
 * Centers in order of codes, or nearest first when `near` is given; without a limit all of them. Throws `unknown-grid`,
 * `bad-coordinate`, `swapped-coordinate`.
 */
export function listCenters(ctx: Ctx, query: CenterQuery): Promise<CenterList> {
  const { near } = query
  const place =
    near === undefined ? null : readPlace({ lon: near[0], lat: near[1] }, { lon: 'near', lat: 'near' })
  return asOf(ctx, query.at, async (_, atlas) => centersOf(atlas, query, place))
}

function centersOf(
  atlas: Atlas,
  { limit, grid }: CenterQuery,
  place: readonly [number, number] | null,
): CenterList {
  if (grid !== undefined && atlas.tree.get(grid) === undefined)
    throw new Problem('unknown-grid', { field: 'grid' })
  const wanted = ({ grid: served }: AtlasCenter) =>
    grid === undefined || (served !== null && atlas.tree.chain(served.code).some(link => link.code === grid))

  if (place === null) {
    const centers = atlas.centers.filter(wanted).slice(0, limit)
    return { centers: centers.flatMap(center => centerView(center)) }
  }
  const byDistance = atlas.nearestCenter.nearestFew(...place, atlas.centers.length)
  const centers = byDistance.flatMap(({ site, distanceMeters }) => {
    const center = atlas.centers[site]
    return center !== undefined && wanted(center) ? centerView(center, roundedMeters(distanceMeters)) : []
  })
  return { centers: centers.slice(0, limit) }
}

/** A center whose grid is no part of the version in force is not shown. */
function centerView({ id: _, grid, ...center }: AtlasCenter, distanceMeters?: number): Center[] {
  if (grid === null) return []
  const { code, name, level } = grid
  const view = { ...center, grid: { code, name, level } }
  return [distanceMeters === undefined ? view : { ...view, distanceMeters }]
}
