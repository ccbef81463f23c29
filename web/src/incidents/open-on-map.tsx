import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.tsx'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { anyStatus, filterOfView, listOf } from './incident-filter.ts'
import { openPointsQuery } from './incidents.api.ts'
import { openPointFeatures, openPointsPart } from './open-points-layer.ts'

/** Open incidents that the view's filters mean. */
export function OpenOnMap() {
  const filter = useView(filterOfView)
  const status = useView(view => view.status)
  const { data: open } = useQuery({ ...openPointsQuery(filter), placeholderData: keepPreviousData })
  const palette = usePalette()
  const locale = useLocale()

  const features = useMemo(() => {
    if (open === undefined) return null
    const anyOpen = status === undefined || status === 'open' || status === anyStatus
    return openPointFeatures(open, anyOpen ? null : new Set(listOf(status)))
  }, [open, status])

  const part = useMemo(
    () => (features ? openPointsPart(features, palette, locale) : null),
    [features, palette, locale],
  )
  useMapPart('incidents', part)
  return null
}
