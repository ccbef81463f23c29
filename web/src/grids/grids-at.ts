import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { MapPoint } from '../map/map-view.ts'
import { routeQuery } from '../routing/routing.api.ts'
import { useView } from '../view.ts'
import { useAtlas, useIsTiled } from './use-atlas.ts'

/** Grids at a place, largest first; none outside the grids. On a border the lowest code, like the router. */
export type GridsAt = readonly Pick<TopologyGrid, 'code' | 'level' | 'name'>[]

type Finder = {
  /** By the topology; null where the page has none. */
  known(place: MapPoint): GridsAt | null
  /** By the server where it must be; nothing when there is no answer: a panel that is opened says so. */
  ask(place: MapPoint): Promise<GridsAt>
}

/** Says which grids a place of the view's moment has. */
export function useGridsAt(): Finder {
  const { data: atlas } = useAtlas()
  const isTiled = useIsTiled() === true
  const queries = useQueryClient()
  const at = useView(view => view.at)
  const known: Finder['known'] = ({ lon, lat }) => (isTiled ? null : (atlas?.chainAt(lon, lat) ?? []))
  return {
    known,
    async ask(place) {
      const chain = known(place)
      if (chain !== null) return chain
      const query = routeQuery(rounded(place.lon), rounded(place.lat), 'wgs84', at)
      const route = await queries.fetchQuery(query).catch(() => null)
      return route === null || route.reason === 'near' ? [] : route.chain
    },
  }
}

/** To a metre or less: nearly the same place is not asked for again. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(5))
}
