import { useMemo } from 'react'
import { useMapPart } from '../map/map-context.ts'
import { heatPart } from './heat-layer.ts'
import { useHeat } from './use-heat.ts'

export function HeatOnMap() {
  const { surface } = useHeat(true)
  const part = useMemo(() => (surface === null ? null : heatPart(surface.picture)), [surface])
  useMapPart('heat', part)
  return null
}
