import type { Palette } from '../palette.ts'
import type { MapLayer, MapPart, MapSource } from '../part.ts'

const source = 'basemap'
/** On a dark page bright tiles are dimmed, so that borders and names stay legible. */
const darkPaint = { 'raster-brightness-max': 0.55, 'raster-saturation': -0.5 } as const

/** Raster tiles: a template such as 天地图's, or a raster PMTiles archive. */
export function rasterBasemap(tiles: MapSource, palette: Palette): MapPart {
  return {
    sources: { [source]: tiles },
    layers: [{ id: 'basemap', type: 'raster', source, paint: palette.dark ? darkPaint : {} }],
  }
}

export function rasterTemplate(url: string, attribution: string): MapSource {
  return { type: 'raster', tiles: [url], tileSize: 256, attribution }
}

/**
 * Vector tiles without a style of their own: water, green, buildings and roads in the page's quiet colours, found by the
 * layer names of the two usual schemas (Protomaps, OpenMapTiles). A layer that is not there is not drawn.
 */
export function vectorBasemap(tiles: MapSource, present: ReadonlySet<string>, palette: Palette): MapPart {
  const water = palette.dark ? '#16303c' : '#cfdfe6'
  const green = palette.dark ? '#142620' : '#dde7d6'
  const built = palette.dark ? '#222d32' : '#e4e2da'
  const road = palette.dark ? '#34434a' : '#ffffff'
  const fill = (name: string, colour: string): MapLayer => ({
    id: `basemap-${name}`,
    type: 'fill',
    source,
    'source-layer': name,
    paint: { 'fill-color': colour },
  })
  const line = (name: string, colour: string, width: number): MapLayer => ({
    id: `basemap-${name}-line`,
    type: 'line',
    source,
    'source-layer': name,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 9, width * 0.4, 16, width * 5],
    },
  })
  const known: readonly [string, MapLayer][] = [
    ['earth', fill('earth', palette.district)],
    ['landuse', fill('landuse', green)],
    ['landcover', fill('landcover', green)],
    ['park', fill('park', green)],
    ['water', fill('water', water)],
    ['waterway', line('waterway', water, 1)],
    ['buildings', fill('buildings', built)],
    ['building', fill('building', built)],
    ['roads', line('roads', road, 1.2)],
    ['transportation', line('transportation', road, 1.2)],
  ]
  return {
    sources: { [source]: tiles },
    layers: known.filter(([name]) => present.has(name)).map(([, layer]) => layer),
  }
}
