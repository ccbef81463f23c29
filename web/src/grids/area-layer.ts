import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import { netPattern } from '../map/net-pattern.ts'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'
import { outlineFeature } from './grid-geojson.ts'

/** Ground that grids cover, apart from the rest of the city. */
export function gridAreaPart(area: Outline, palette: Palette, overBasemap: boolean): MapPart {
  return {
    sources: { 'grid-area': areaSource(area) },
    layers: [
      {
        id: 'grid-area',
        type: 'fill',
        source: 'grid-area',
        paint: { 'fill-color': palette.grid, 'fill-opacity': overBasemap ? 0.35 : 1 },
      },
    ],
  }
}

/** All nets work on the same grids: a chosen net tints them with its hue and its line pattern. */
export function netTintPart(area: Outline, net: number, palette: Palette): MapPart {
  const colour = palette.nets[net % palette.nets.length] ?? palette.ink
  const pattern = `net-${net}-${palette.theme}`
  return {
    sources: { 'net-tint': areaSource(area) },
    images: { [pattern]: netPattern(net, colour) },
    layers: [
      {
        id: 'net-tint-hue',
        type: 'fill',
        source: 'net-tint',
        paint: { 'fill-color': colour, 'fill-opacity': 0.07 },
      },
      {
        id: 'net-tint-pattern',
        type: 'fill',
        source: 'net-tint',
        paint: { 'fill-pattern': pattern, 'fill-opacity': 0.3 },
      },
    ],
  }
}

const areaSource = (area: Outline) =>
  ({ type: 'geojson', data: outlineFeature(area), tolerance: 0.25 }) as const
