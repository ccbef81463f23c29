import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { filterOfView } from '../incidents/incident-filter.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { heatQuery } from './heat.api.ts'
import { type HeatSurface, heatSurface } from './heat-picture.ts'

/** The API's cells are about 8 pixels wide at the zoom it is asked for; these are about twice as wide. */
const coarser = 1
/** Finest picture, in cells across the city: beyond it a cell would say more of a door than of a street. */
const mostCells = 512
/** Cells across the world at zoom 0, as the API counts. */
const cellsAtZoom0 = 64

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

/** Whole zoom to ask the API for; without a camera the city fills the window. */
export function zoomToAsk(
  mapZoom: number | undefined,
  bounds: readonly [number, number, number, number] | undefined,
): number {
  const [west, , east] = bounds ?? [0, 0, 360, 0]
  const cap = Math.floor(Math.log2((mostCells * 360) / ((east - west) * cellsAtZoom0)))
  const whole = Math.floor(Math.log2((1000 / 512) * (360 / (east - west))))
  return Math.max(0, Math.min(cap, Math.round((mapZoom ?? whole) - coarser)))
}
