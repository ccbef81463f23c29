import { useMemo } from 'react'
import { usePalette } from '../map/palette-context.ts'
import { type HeatSurface, heatSurface } from './heat-picture.ts'
import { zoomToAsk } from './heat-zoom.ts'
import { useHeatCells } from './use-heat-cells.ts'

/** The smooth surface in the theme's colours; null when there is none. */
export function useHeat(): { surface: HeatSurface | null; total: number | undefined } {
  const palette = usePalette()
  const cells = useHeatCells(zoomToAsk)
  const surface = useMemo(
    () => (cells === undefined ? null : heatSurface(cells, palette.dark)),
    [cells, palette.dark],
  )
  return { surface, total: cells?.total }
}
