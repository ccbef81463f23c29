import { use, useEffect } from 'react'
import { openPointsSource } from '../incidents/open-points-layer.ts'
import { MapContext } from '../map/map-context.ts'
import type { MapView, Pick } from '../map/map-view.ts'
import { select, setView, useView } from '../view.ts'

/** What a click on a symbol means: a cluster comes closer, an incident or a center is selected. */
export async function followPick({ properties, at }: Pick, map: MapView): Promise<void> {
  const { cluster_id, id, code } = properties
  if (typeof cluster_id === 'number') {
    const zoom = await map.clusterZoom('incidents', openPointsSource, cluster_id)
    setView({ map: { ...at, zoom } })
  } else if (typeof id === 'number') select({ incident: id })
  else if (typeof code === 'string') select({ center: code })
}

/** A cross while a place is being chosen, a hand over what can be clicked. */
export function MapCursor({ hasPick }: { hasPick: boolean }) {
  const map = use(MapContext)
  const isReporting = useView(view => view.report !== undefined)
  useEffect(() => {
    map?.setCursor(isReporting ? 'crosshair' : hasPick ? 'pointer' : '')
  }, [map, isReporting, hasPick])
  return null
}
