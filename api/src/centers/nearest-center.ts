import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import type { Atlas, AtlasCenter, AtlasGrid } from '../grids/atlas.ts'

/** A center and how far it is, in great-circle metres. */
export interface CenterAtDistance {
  readonly center: AtlasCenter
  readonly distanceMeters: number
}

/** The nearest center to a place; of equally near ones the lowest code. Null only in a city without centers. */
export function nearestCenter(atlas: Atlas, [lon, lat]: readonly [number, number]): CenterAtDistance | null {
  const found = atlas.nearestCenter.nearest(lon, lat)
  const center = found === null ? undefined : atlas.centers[found.site]
  return found === null || center === undefined ? null : { center, distanceMeters: found.distanceMeters }
}

/** The center that serves a grid: its own (the nearest to its label point if it has several), else the nearest of all. */
export function servingCenter(atlas: Atlas, grid: AtlasGrid): CenterAtDistance | null {
  const [lon, lat] = grid.labelPoint
  const own = atlas.centers
    .filter(center => center.grid === grid)
    .map(center => ({ center, distanceMeters: distanceMeters(lon, lat, center.lon, center.lat) }))
    .sort((a, b) => a.distanceMeters - b.distanceMeters)
  return own[0] ?? nearestCenter(atlas, grid.labelPoint)
}
