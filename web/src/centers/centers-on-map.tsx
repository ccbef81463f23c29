import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { centersQuery } from './centers.api.ts'
import { centersPart } from './centers-layer.ts'

/** Centers of the chosen net, or all. */
export function CentersOnMap() {
  const { data: centers } = useQuery(centersQuery)
  const palette = usePalette()
  const locale = useLocale()
  const net = useView(view => view.net)
  const part = useMemo(() => {
    const shown = centers?.centers.filter(center => net === undefined || center.nets.includes(net))
    return shown ? centersPart(shown, palette, locale) : null
  }, [centers, net, palette, locale])
  useMapPart('centers', part)
  return null
}
