import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { cityQuery } from '../city/city.api.ts'
import { filterOfView } from '../incidents/incident-filter.ts'
import { useView } from '../view.ts'
import { type HeatCells, heatQuery } from './heat.api.ts'
import type { zoomToAsk } from './heat-zoom.ts'

/** Cells of the incidents that the view's filters mean; undefined until the first answer. */
export function useHeatCells(zoomFor: typeof zoomToAsk, isWanted = true): HeatCells | undefined {
  const { data: city } = useQuery(cityQuery)
  const filter = useView(filterOfView)
  const mapZoom = useView(view => view.map?.zoom)
  const { data: cells } = useQuery({
    ...heatQuery(filter, zoomFor(mapZoom, city?.bounds)),
    enabled: isWanted && city !== undefined,
    // the old picture stays until the new one is here
    placeholderData: keepPreviousData,
    structuralSharing: false,
  })
  return isWanted ? cells : undefined
}
