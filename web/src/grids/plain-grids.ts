import type { City } from '@jingwei/api/city/contract.ts'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { bordersPart } from './borders-layer.ts'
import { zoomOfLevel } from './level-for-zoom.ts'
import { useDrawingOf } from './use-atlas.ts'

/**
 * Ground, borders and names of the city's newest grids, for a small map on which a place is chosen: nothing is marked or pinned.
 * @returns whether they are there yet
 */
export function usePlainGrids(city: City): boolean {
  const palette = usePalette()
  const locale = useLocale()
  const drawing = useDrawingOf(city.version)
  const lat = (city.bounds[1] + city.bounds[3]) / 2
  const parts = useMemo(() => {
    if (drawing === undefined) return null
    const levels = drawing.levels.map(level => ({ key: level.key, fromZoom: zoomOfLevel(level, lat) }))
    const choice = { levels, pinned: null }
    return {
      area: drawing.area(palette, city.basemap !== null),
      borders: drawing.borders(lines => bordersPart(lines, choice, palette)),
      names: drawing.names(choice, palette, locale),
    }
  }, [drawing, palette, locale, lat, city.basemap])
  useMapPart('grid-area', parts?.area ?? null)
  useMapPart('borders', parts?.borders ?? null)
  useMapPart('names', parts?.names ?? null)
  return parts !== null
}
