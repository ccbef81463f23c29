import { useMemo } from 'react'
import { useMapPart } from '../map/map-context.ts'
import { heatPart } from './heat-layer.ts'
import { useHeatLook } from './heat-look.ts'
import { HexagonsOnMap } from './hexagons-on-map.tsx'
import { useHeat } from './use-heat.ts'

export function HeatOnMap() {
  const { look } = useHeatLook()
  return look === 'hexagon' ? <HexagonsOnMap /> : <SurfaceOnMap />
}

function SurfaceOnMap() {
  const { surface } = useHeat()
  const part = useMemo(() => (surface === null ? null : heatPart(surface.picture)), [surface])
  useMapPart('heat', part)
  return null
}
