import { use, useEffect, useRef } from 'react'
import { useAtlas } from '../grids/use-atlas.ts'
import { MapContext } from '../map/map-context.ts'
import { currentView, setView, useView } from '../view.ts'
import { coveredNow } from './cover.ts'

/** A selected grid is never brought closer than this: its surroundings say where it is. */
const closest = 15

/** Brings a newly selected grid into sight, between the panels, when it is not. */
export function FollowSelection() {
  const map = use(MapContext)
  const code = useView(view => view.grid)
  const { data: atlas } = useAtlas()
  const followed = useRef<string>(undefined)
  useEffect(() => {
    if (map === null || atlas === undefined || followed.current === code) return
    // a link that names both grid and camera means that camera
    const isLink = followed.current === undefined && currentView().map !== undefined && !wasChosenHere()
    followed.current = code
    const shape = code === undefined ? undefined : atlas.shape(code)
    if (shape === undefined || isLink) return
    const covered = coveredNow()
    if (map.isInSight(shape.bounds, covered)) return
    setView({ map: map.cameraFor(shape.bounds, covered, closest) }, 'replace')
  }, [map, atlas, code])
  return null
}

/** Whether the page has been open for longer than a link takes to be read. */
function wasChosenHere(): boolean {
  return performance.getEntriesByName('map-drawn').length > 0
}
