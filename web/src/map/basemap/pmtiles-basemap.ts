import { addProtocol } from 'maplibre-gl'
import { PMTiles, Protocol, TileType } from 'pmtiles'
import { z } from 'zod'
import type { Palette } from '../palette.ts'
import type { MapPart } from '../part.ts'
import { rasterBasemap, vectorBasemap } from './basemap-layer.ts'

const protocol = new Protocol()
addProtocol('pmtiles', protocol.tile)

const Metadata = z.object({ vector_layers: z.array(z.object({ id: z.string() })).optional() })

/** Opens one archive (one file, read by ranges) and finds out what its tiles are. */
export async function openPmtiles(url: string, attribution: string): Promise<(palette: Palette) => MapPart> {
  const archive = new PMTiles(new URL(url, window.location.href).href)
  protocol.add(archive)
  const { tileType, minZoom, maxZoom } = await archive.getHeader()
  const tiles = {
    url: `pmtiles://${archive.source.getKey()}`,
    minzoom: minZoom,
    maxzoom: maxZoom,
    attribution,
  }
  if (tileType !== TileType.Mvt)
    return palette => rasterBasemap({ type: 'raster', tileSize: 256, ...tiles }, palette)
  const metadata = Metadata.safeParse(await archive.getMetadata())
  const present = new Set(metadata.data?.vector_layers?.map(layer => layer.id))
  return palette => vectorBasemap({ type: 'vector', ...tiles }, present, palette)
}
