import { use, useEffect } from 'react'
import { MapContext, useMapPart } from '../map/map-context.ts'
import type { MapPart } from '../map/part.ts'
import { useHeat } from './use-heat.ts'

/** An empty layer that holds the surface's place in the stack. */
const slot: MapPart = {
  sources: {},
  layers: [
    {
      id: 'picture-slot',
      type: 'background',
      layout: { visibility: 'none' },
      paint: { 'background-opacity': 0 },
    },
  ],
}

export function HeatOnMap() {
  const map = use(MapContext)
  const { surface } = useHeat(true)
  useMapPart('picture', slot)
  useEffect(() => {
    map?.setPicture(surface?.picture ?? null)
  }, [map, surface])
  useEffect(() => () => map?.setPicture(null), [map])
  return null
}
