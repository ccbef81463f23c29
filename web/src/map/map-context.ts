import { createContext, use, useEffect } from 'react'
import type { PartName } from './layer-order.ts'
import type { MapView } from './map-view.ts'
import type { MapPart } from './part.ts'

/** The map for what is drawn on it; null until it exists. */
export const MapContext = createContext<MapView | null>(null)

/** Keeps a part on the map as long as the component is on the page. Memoise the part: identity says what changed. */
export function useMapPart(name: PartName, part: MapPart | null): void {
  const map = use(MapContext)
  useEffect(() => {
    map?.setPart(name, part)
  }, [map, name, part])
  useEffect(() => () => map?.setPart(name, null), [map, name])
}
