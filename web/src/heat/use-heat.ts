import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { filterOfView } from '../incidents/incident-filter.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { heatQuery } from './heat.api.ts'
import { type HeatSurface, heatSurface } from './heat-picture.ts'
import { zoomToAsk } from './heat-zoom.ts'

/** The surface of incidents that the view's filters mean, in the theme's colours; null when there are none. */
export function useHeat(isShown: boolean): { surface: HeatSurface | null; total: number | undefined } {
  const { data: city } = useQuery(cityQuery)
  const palette = usePalette()
  const filter = useView(filterOfView)
  const mapZoom = useView(view => view.map?.zoom)
  const zoom = zoomToAsk(mapZoom, city?.bounds)
  const { data: cells } = useQuery({
    ...heatQuery(filter, zoom),
    enabled: isShown && city !== undefined,
    // the old surface stays until the new one is here
    placeholderData: keepPreviousData,
    structuralSharing: false,
  })
  const surface = useMemo(
    () => (isShown && cells !== undefined ? heatSurface(cells, palette.dark) : null),
    [isShown, cells, palette.dark],
  )
  return { surface, total: cells?.total }
}
