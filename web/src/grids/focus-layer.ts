import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'
import { outlineFeature } from './grid-geojson.ts'

/** The grid under the pointer: a breath of ink. */
export function hoverPart(outlines: readonly Outline[], palette: Palette): MapPart {
  return {
    sources: { hover: { type: 'geojson', data: outlineFeature(outlines.flat()), tolerance: 0 } },
    layers: [
      {
        id: 'hover-area',
        type: 'fill',
        source: 'hover',
        paint: {
          'fill-color': palette.ink,
          'fill-opacity': palette.dark ? 0.1 : 0.06,
          'fill-antialias': false,
        },
      },
    ],
  }
}

/** The selected grid: filled, and outlined over a lighter casing so that it reads on any ground. */
export function selectionPart(outlines: readonly Outline[], palette: Palette): MapPart {
  return {
    sources: { selection: { type: 'geojson', data: outlineFeature(outlines.flat()), tolerance: 0 } },
    layers: [
      {
        id: 'selection-area',
        type: 'fill',
        source: 'selection',
        paint: { 'fill-color': palette.selection, 'fill-opacity': 0.14, 'fill-antialias': false },
      },
      {
        id: 'selection-casing',
        type: 'line',
        source: 'selection',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.halo, 'line-width': 6, 'line-opacity': 0.9 },
      },
      {
        id: 'selection-line',
        type: 'line',
        source: 'selection',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.selection, 'line-width': 3 },
      },
    ],
  }
}
