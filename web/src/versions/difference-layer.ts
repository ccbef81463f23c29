import { weightOf } from '../grids/borders-layer.ts'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'
import type { Difference } from './versions.api.ts'

export type Side = 'before' | 'after'

/** Grids that are drawn otherwise: on each side of the divider its own outlines, and the other side's as a dashed shadow. */
export function differencePart(
  { grids }: Difference,
  side: Side,
  levels: readonly string[],
  palette: Palette,
): MapPart {
  const colours = { before: palette.stage('waiting'), after: palette.selection }
  const other = side === 'before' ? 'after' : 'before'
  const features = grids.flatMap(grid =>
    (['before', 'after'] as const).flatMap((of): GeoJSON.Feature[] => {
      const coordinates = grid[of]
      if (coordinates === null) return []
      const { width } = weightOf(levels.indexOf(grid.level), levels.length)
      const isLeaf = grid.level === levels.at(-1)
      return [
        {
          type: 'Feature',
          properties: { of, isLeaf, width: width + 1 },
          geometry: { type: 'MultiPolygon', coordinates },
        },
      ]
    }),
  )
  return {
    sources: {
      difference: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 },
    },
    layers: [
      {
        id: 'difference-area',
        type: 'fill',
        source: 'difference',
        filter: ['all', ['==', ['get', 'of'], side], ['get', 'isLeaf']],
        paint: { 'fill-color': colours[side], 'fill-opacity': 0.18, 'fill-antialias': false },
      },
      {
        id: 'difference-other',
        type: 'line',
        source: 'difference',
        filter: ['==', ['get', 'of'], other],
        paint: {
          'line-color': colours[other],
          'line-width': 1.5,
          'line-dasharray': [3, 2],
          'line-opacity': 0.8,
        },
      },
      {
        id: 'difference-own',
        type: 'line',
        source: 'difference',
        filter: ['==', ['get', 'of'], side],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours[side], 'line-width': ['get', 'width'] },
      },
    ],
  }
}
