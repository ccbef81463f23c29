import { useMemo } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { bordersPart } from './borders-layer.ts'
import { hoverPart, selectionPart } from './focus-layer.ts'
import { useShownLevel } from './shown-level.tsx'
import { useDrawing } from './use-atlas.ts'

type Props = {
  /** `borders` and what is selected are drawn elsewhere while somebody draws them anew. */
  readonly show: { readonly grids: boolean; readonly names: boolean; readonly borders?: boolean }
  readonly overBasemap: boolean
  /** Grid under the pointer. */
  readonly hovered: string | null
}

/** Ground, borders, names and the marked grids. */
export function GridsOnMap({ show, overBasemap, hovered }: Props) {
  const drawing = useDrawing()
  const { choice } = useShownLevel()
  const palette = usePalette()
  const locale = useLocale()
  const words = useCityWords()
  const net = useView(view => view.net)
  const selected = useView(view => view.grid)

  const hasBorders = show.borders !== false
  const area = useMemo(
    () => (drawing && show.grids ? drawing.area(palette, overBasemap) : null),
    [drawing, palette, overBasemap, show.grids],
  )
  const netIndex = net === undefined ? -1 : words.netIndex(net)
  const tint = useMemo(
    () => (drawing && netIndex >= 0 ? drawing.netTint(netIndex, palette) : null),
    [drawing, netIndex, palette],
  )
  const borders = useMemo(
    () =>
      drawing && choice && show.grids && hasBorders
        ? drawing.borders(lines => bordersPart(lines, choice, palette))
        : null,
    [drawing, choice, palette, show.grids, hasBorders],
  )
  const names = useMemo(
    () => (drawing && choice && show.names ? drawing.names(choice, palette, locale) : null),
    [drawing, choice, palette, locale, show.names],
  )
  const hover = useMemo(
    () =>
      drawing && hovered !== null && show.grids
        ? drawing.shapes([hovered], outlines => hoverPart(outlines, palette))
        : null,
    [drawing, hovered, palette, show.grids],
  )
  const selection = useMemo(
    () =>
      drawing && selected !== undefined && hasBorders
        ? drawing.shapes([selected], outlines => selectionPart(outlines, palette))
        : null,
    [drawing, selected, palette, hasBorders],
  )

  useMapPart('grid-area', area)
  useMapPart('net-tint', tint)
  useMapPart('borders', borders)
  useMapPart('names', names)
  useMapPart('hover', hover)
  useMapPart('selection', selection)
  return null
}
