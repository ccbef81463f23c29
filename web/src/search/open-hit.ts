import type { QueryClient } from '@tanstack/react-query'
import { cameraOfBounds, cameraOfPoint } from '../fly.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { routeQuery } from '../routing/routing.api.ts'
import { currentView, setView, type ViewPatch } from '../view.ts'
import type { SearchHit } from './search.api.ts'

const nothing: ViewPatch = { grid: undefined, incident: undefined, center: undefined, report: undefined }

/** Goes to what was found. */
export async function openHit(hit: SearchHit, queries: QueryClient): Promise<void> {
  switch (hit.kind) {
    case 'grid':
      return openGrid(hit.key, queries)
    case 'center':
      return setView({ ...nothing, center: hit.key, ...cameraOf(hit) })
    case 'incident':
      return setView({ ...nothing, incident: Number(hit.key), ...cameraOf(hit) })
    case 'class':
      return setView({ panel: 'incidents', class: hit.key })
    case 'post':
      return openPost(hit, queries)
  }
}

async function openGrid(code: string, queries: QueryClient): Promise<void> {
  setView({ ...nothing, grid: code })
  const { at } = currentView()
  const grid = await queries.ensureQueryData(gridQuery(code, at)).catch(() => undefined)
  // the panel says what is wrong with a grid that cannot be read; and the reader may have moved on
  if (grid !== undefined && currentView().grid === code)
    setView({ map: cameraOfBounds(grid.bounds) }, 'replace')
}

/** A person is found at the grid of the post: the one of the hit's level that covers its place. */
async function openPost(hit: SearchHit, queries: QueryClient): Promise<void> {
  if (hit.lon === null || hit.lat === null) return
  const route = await queries.ensureQueryData(routeQuery(hit.lon, hit.lat)).catch(() => undefined)
  const link = route?.chain.find(one => one.level === hit.level) ?? route?.chain.at(-1)
  if (link !== undefined) await openGrid(link.code, queries)
}

function cameraOf({ lon, lat }: SearchHit): ViewPatch {
  return lon === null || lat === null ? {} : { map: cameraOfPoint(lon, lat, currentView().map) }
}
