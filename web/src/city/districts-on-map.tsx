import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { districtsQuery } from './districts.api.ts'
import { districtsPart } from './districts-layer.ts'

export function DistrictsOnMap({ overBasemap }: { overBasemap: boolean }) {
  const { data: districts } = useQuery(districtsQuery)
  const palette = usePalette()
  const part = useMemo(
    () => (districts ? districtsPart(districts, palette, overBasemap) : null),
    [districts, palette, overBasemap],
  )
  useMapPart('districts', part)
  return null
}
