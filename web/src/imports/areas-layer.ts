import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapPart } from '../map/part.ts'
import type { CrosswalkAreas } from './imports.api.ts'

/** Areas of another department over our grids: dashed outlines; of the pair that is lit its area and its grid, each in its own colour. */
export function areasPart(
  { features }: CrosswalkAreas,
  lit: { area: string; grid: GeoJSON.Feature | null },
  palette: Palette,
): MapPart {
  const colour = palette.stage('waiting')
  const isLit: MapExpression = ['==', ['get', 'code'], lit.area]
  return {
    sources: {
      areas: {
        type: 'geojson',
        data: { type: 'FeatureCollection', features: features as GeoJSON.Feature[] },
        tolerance: 0,
      },
      'areas-grid': {
        type: 'geojson',
        data: { type: 'FeatureCollection', features: lit.grid === null ? [] : [lit.grid] },
        tolerance: 0,
      },
    },
    layers: [
      {
        id: 'areas-grid-fill',
        type: 'fill',
        source: 'areas-grid',
        paint: { 'fill-color': palette.selection, 'fill-opacity': 0.22, 'fill-antialias': false },
      },
      {
        id: 'areas-fill',
        type: 'fill',
        source: 'areas',
        filter: isLit,
        paint: { 'fill-color': colour, 'fill-opacity': 0.28, 'fill-antialias': false },
      },
      {
        id: 'areas-line',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': colour, 'line-width': 1.5, 'line-dasharray': [3, 2] },
      },
      {
        id: 'areas-grid-line',
        type: 'line',
        source: 'areas-grid',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.selection, 'line-width': 3 },
      },
      {
        id: 'areas-lit',
        type: 'line',
        source: 'areas',
        filter: isLit,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour, 'line-width': 3 },
      },
    ],
  }
}
