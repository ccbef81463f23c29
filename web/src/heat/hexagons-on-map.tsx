import { use, useEffect, useMemo } from 'react'
import { MapContext } from '../map/map-context.ts'
import type { MapHexagons } from '../map/map-hexagons.ts'
import { usePalette } from '../map/palette-context.ts'
import { giveUpHexagons } from './heat-look.ts'
import { hexagonOpacity, stepColour, stepOf, stepsUpTo } from './hexagon-steps.ts'
import { type Hexagons, middlesOf } from './hexagons.ts'
import { useHexagons } from './use-hexagons.ts'

export function HexagonsOnMap() {
  const map = use(MapContext)
  const { dark } = usePalette()
  const { hexagons } = useHexagons()
  const drawing = useMemo(() => (hexagons === null ? null : painted(hexagons, dark)), [hexagons, dark])
  useEffect(() => {
    map?.setHexagons(drawing, giveUpHexagons)
  }, [map, drawing])
  useEffect(() => () => map?.setHexagons(null, () => {}), [map])
  return null
}

function painted(hexagons: Hexagons, dark: boolean): MapHexagons {
  const steps = stepsUpTo(hexagons.max)
  const opacity = Math.round(255 * hexagonOpacity)
  const colours = steps.map((_, i) => [...stepColour(i, steps.length, dark), opacity])
  return {
    edge: hexagons.edge,
    middles: middlesOf(hexagons),
    colours: Uint8Array.from([...hexagons.counts.values()].flatMap(n => colours[stepOf(n, steps)] ?? [])),
  }
}
