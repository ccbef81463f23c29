import { useMemo } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { gridAreaPart, netTintPart } from './area-layer.ts'
import { borderSources, bordersPart } from './borders-layer.ts'
import { hoverPart, selectionPart } from './focus-layer.ts'
import { nameSources, namesPart } from './names-layer.ts'
import { useShownLevel } from './shown-level.tsx'
import { useAtlas } from './use-atlas.ts'

type Props = {
  /** `borders` and what is selected are drawn elsewhere while somebody draws them anew. */
  readonly show: { readonly grids: boolean; readonly names: boolean; readonly borders?: boolean }
  readonly overBasemap: boolean
  /** Grid under the pointer. */
  readonly hovered: string | null
}

/** Ground, borders, names and the marked grids. */
export function GridsOnMap({ show, overBasemap, hovered }: Props) {
  const { data: atlas } = useAtlas()
  const { choice } = useShownLevel()
  const palette = usePalette()
  const locale = useLocale()
  const words = useCityWords()
  const net = useView(view => view.net)
  const selected = useView(view => view.grid)

  const hasBorders = show.borders !== false
  const area = useMemo(
    () => (atlas && show.grids ? gridAreaPart(atlas.area, palette, overBasemap) : null),
    [atlas, palette, overBasemap, show.grids],
  )
  const netIndex = net === undefined ? -1 : words.netIndex(net)
  const tint = useMemo(
    () => (atlas && netIndex >= 0 ? netTintPart(atlas.area, netIndex, palette) : null),
    [atlas, netIndex, palette],
  )
  const lines = useMemo(() => (atlas ? borderSources(atlas.borders) : null), [atlas])
  const borders = useMemo(
    () => (lines && choice && show.grids && hasBorders ? bordersPart(lines, choice, palette) : null),
    [lines, choice, palette, show.grids, hasBorders],
  )
  const points = useMemo(() => (atlas ? nameSources(atlas) : null), [atlas])
  const names = useMemo(
    () => (points && choice && show.names ? namesPart(points, choice, palette, locale) : null),
    [points, choice, palette, locale, show.names],
  )
  const hover = useMemo(() => {
    const shape = hovered === null ? undefined : atlas?.shape(hovered)
    return shape && show.grids ? hoverPart(shape, palette) : null
  }, [atlas, hovered, palette, show.grids])
  const selection = useMemo(() => {
    const shape = selected === undefined ? undefined : atlas?.shape(selected)
    return shape && hasBorders ? selectionPart(shape, palette) : null
  }, [atlas, selected, palette, hasBorders])

  useMapPart('grid-area', area)
  useMapPart('net-tint', tint)
  useMapPart('borders', borders)
  useMapPart('names', names)
  useMapPart('hover', hover)
  useMapPart('selection', selection)
  return null
}
