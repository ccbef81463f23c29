import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { centersQuery } from './centers.api.ts'
import { centerPoints, centersPart, farCentersPart } from './centers-layer.ts'

/** Centers of the chosen net, or all. */
export function CentersOnMap() {
  const { data: centers } = useQuery(centersQuery(useView(view => view.at)))
  const palette = usePalette()
  const locale = useLocale()
  const net = useView(view => view.net)
  const points = useMemo(() => {
    const shown = centers?.centers.filter(center => net === undefined || center.nets.includes(net))
    return shown ? centerPoints(shown) : null
  }, [centers, net])
  const far = useMemo(() => (points ? farCentersPart(points, palette) : null), [points, palette])
  const near = useMemo(
    () => (points ? centersPart(points, palette, locale) : null),
    [points, palette, locale],
  )
  useMapPart('centers-far', far)
  useMapPart('centers', near)
  return null
}
