import { use, useEffect, useMemo, useRef } from 'react'
import { useBounds, useDrawing } from '../grids/use-atlas.ts'
import { MapContext } from '../map/map-context.ts'
import { currentView, setView, useView } from '../view.ts'
import { coveredNow } from './cover.ts'

/** A selected grid is never brought closer than this: its surroundings say where it is. */
const closest = 15

/** Brings a newly selected grid into sight, between the panels, when it is not. */
export function FollowSelection() {
  const map = use(MapContext)
  const code = useView(view => view.grid)
  const isDrawn = useDrawing() !== undefined
  const [bounds] = useBounds(useMemo(() => (code === undefined ? [] : [code]), [code]))
  const followed = useRef<string>(undefined)
  useEffect(() => {
    // until it is known where it is
    const isAwaited = code !== undefined && bounds === undefined
    if (map === null || !isDrawn || isAwaited || followed.current === code) return
    // a link that names both grid and camera means that camera
    const isLink = followed.current === undefined && currentView().map !== undefined && !wasChosenHere()
    followed.current = code
    if (bounds === undefined || isLink) return
    const covered = coveredNow()
    if (map.isInSight(bounds, covered)) return
    setView({ map: map.cameraFor(bounds, covered, closest) }, 'replace')
  }, [map, isDrawn, code, bounds])
  return null
}

/** Whether the page has been open for longer than a link takes to be read. */
function wasChosenHere(): boolean {
  return performance.getEntriesByName('map-drawn').length > 0
}
