import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'

/** Outlines around the city's parts, the parts without grids included: context, never a thing to click. */
export function districtsPart(
  districts: GeoJSON.FeatureCollection,
  palette: Palette,
  overBasemap: boolean,
): MapPart {
  return {
    sources: { districts: { type: 'geojson', data: districts, tolerance: 0.2 } },
    layers: [
      {
        id: 'districts-area',
        type: 'fill',
        source: 'districts',
        paint: { 'fill-color': palette.district, 'fill-opacity': overBasemap ? 0.25 : 1 },
      },
      {
        id: 'districts-border',
        type: 'line',
        source: 'districts',
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': palette.districtBorder,
          'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.8, 14, 2],
          'line-dasharray': [5, 2.5, 1, 2.5],
        },
      },
    ],
  }
}
