import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapPart } from '../map/part.ts'
import type { ImportFault } from './imports.api.ts'

/** Faults of a file on the map: what is gap or overlap as a hatched red area, everything else as a ring around its place. */
export function faultsPart(faults: readonly ImportFault[], palette: Palette): MapPart {
  const areas = faults.flatMap(({ shape, chosen }) =>
    shape.map(coordinates => feature({ type: 'Polygon', coordinates }, chosen !== null)),
  )
  const places = faults.flatMap(({ at, chosen }) =>
    at === null ? [] : [feature({ type: 'Point', coordinates: [...at] }, chosen !== null)],
  )
  const color: MapExpression = ['case', ['get', 'decided'], palette.labelQuiet, palette.danger]
  return {
    sources: {
      'import-faults': {
        type: 'geojson',
        data: { type: 'FeatureCollection', features: areas },
        tolerance: 0,
      },
      'import-faults-places': { type: 'geojson', data: { type: 'FeatureCollection', features: places } },
    },
    layers: [
      {
        id: 'import-faults-area',
        type: 'fill',
        source: 'import-faults',
        paint: { 'fill-color': color, 'fill-opacity': 0.35 },
      },
      {
        id: 'import-faults-line',
        type: 'line',
        source: 'import-faults',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': color, 'line-width': 2 },
      },
      {
        id: 'import-faults-place',
        type: 'circle',
        source: 'import-faults-places',
        paint: {
          'circle-radius': 7 * palette.scale,
          'circle-color': 'transparent',
          'circle-stroke-color': color,
          'circle-stroke-width': 2,
        },
      },
    ],
  }
}

function feature(geometry: GeoJSON.Geometry, decided: boolean): GeoJSON.Feature {
  return { type: 'Feature', properties: { decided }, geometry }
}
