import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMapPart } from '../map-context.ts'
import { usePalette } from '../palette-context.ts'
import { rasterBasemap, rasterTemplate } from './basemap-layer.ts'
import { groundPart } from './ground-layer.ts'

type Basemap = NonNullable<City['basemap']>

/** A deployment's own basemap beneath everything; without one, plain ground. A style URL is the map's own business. */
export function BasemapOnMap({ basemap }: { basemap: City['basemap'] }) {
  const palette = usePalette()
  const archive = useQuery({
    queryKey: ['basemap', basemap?.url],
    queryFn: async () => {
      const { url, attribution } = basemap as Basemap
      const { openPmtiles } = await import('./pmtiles-basemap.ts')
      return { draw: await openPmtiles(url, attribution) }
    },
    enabled: basemap?.kind === 'pmtiles',
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const ground = useMemo(
    () => (basemap?.kind === 'style' ? null : groundPart(palette)),
    [basemap?.kind, palette],
  )
  const tiles = useMemo(() => {
    if (basemap?.kind === 'raster')
      return rasterBasemap(rasterTemplate(basemap.url, basemap.attribution), palette)
    return archive.data?.draw(palette) ?? null
  }, [basemap, archive.data, palette])
  useMapPart('ground', ground)
  useMapPart('basemap', tiles)
  return null
}
