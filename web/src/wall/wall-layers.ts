import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import type { GridShape } from '../grids/atlas.ts'
import { type BorderChoice, weightOf } from '../grids/borders-layer.ts'
import { outlineFeature } from '../grids/grid-geojson.ts'
import { drawImage } from '../map/draw-image.ts'
import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapFilter, MapImage, MapLayer, MapPart, MapSource } from '../map/part.ts'
import type { OpenCase } from './open-cases.ts'

/** Layers of a screen that is seen from afar: sizes are in `unit`s, the height of the smallest text. */

/** All borders; weight says the level, and the finer levels come into sight as the camera comes closer. */
export function wallBorders(
  sources: Record<string, MapSource>,
  { levels }: BorderChoice,
  palette: Palette,
  unit: number,
): MapPart {
  const line = (key: string, rank: number, fromZoom: number) => {
    const { width, opacity } = weightOf(rank, levels.length)
    return {
      id: `borders-${key}`,
      type: 'line' as const,
      source: 'borders',
      filter: ['==', ['get', 'level'], key] as ['==', ['get', string], string],
      minzoom: Math.max(0, fromZoom),
      layout: { 'line-join': 'round' as const, 'line-cap': 'round' as const },
      paint: {
        'line-color': palette.border,
        'line-width': Math.max(1, (width * unit) / 24),
        'line-opacity': rank === 0 ? 0.7 : opacity * 0.45,
      },
    }
  }
  const inner = levels.map(({ key, fromZoom }, rank) => line(key, rank, rank === 0 ? 0 : fromZoom))
  return { sources, layers: [...inner.toReversed(), line('*', 0, 0)] }
}

/** How large and how clear cases are: `small` lets the heat through. */
export type PointLook = keyof typeof looks | 'none'

const looks = {
  all: { dot: 0.17, late: 0.68, opacity: 0.85 },
  late: { dot: 0.17, late: 0.8, opacity: 0.85 },
  small: { dot: 0.12, late: 0.42, opacity: 0.85 },
  faint: { dot: 0.11, late: 0.42, opacity: 0.5 },
}

/** Open cases: a dot for each, a triangle where the time is up. Shape and colour say the same. */
export function wallPoints(
  cases: readonly OpenCase[],
  look: keyof typeof looks,
  palette: Palette,
  unit: number,
): MapPart {
  const image = `wall-late-${Math.round(unit)}`
  const { dot, late, opacity } = looks[look]
  const features = cases.map(
    ({ id, lon, lat, isLate }): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { id, late: isLate ? 1 : 0 },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    }),
  )
  return {
    sources: {
      incidents: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 },
    },
    images: { [image]: triangle(palette, unit) },
    layers: [
      {
        id: 'incidents-open',
        type: 'circle',
        source: 'incidents',
        filter: ['==', ['get', 'late'], look === 'late' ? 2 : 0],
        paint: {
          'circle-color': palette.stage('working'),
          'circle-radius': unit * dot,
          'circle-opacity': opacity,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': unit * 0.03,
        },
      },
      {
        id: 'incidents-late',
        type: 'symbol',
        source: 'incidents',
        filter: ['==', ['get', 'late'], 1],
        layout: {
          'icon-image': image,
          'icon-size': late,
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
        paint: { 'icon-opacity': look === 'faint' ? 0.7 : 1 },
      },
    ],
  }
}

/** Grids that a shot is about: lit, and outlined over a dark casing. */
export function chosenGrids(outlines: readonly Outline[], palette: Palette, unit: number): MapPart {
  const features = outlines.map(outlineFeature)
  return {
    sources: {
      selection: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 },
    },
    layers: [
      {
        id: 'selection-area',
        type: 'fill',
        source: 'selection',
        paint: { 'fill-color': palette.selection, 'fill-opacity': 0.13, 'fill-antialias': false },
      },
      {
        id: 'selection-casing',
        type: 'line',
        source: 'selection',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.halo, 'line-width': unit * 0.26, 'line-opacity': 0.8 },
      },
      {
        id: 'selection-line',
        type: 'line',
        source: 'selection',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.selection, 'line-width': unit * 0.13 },
      },
    ],
  }
}

/** Names outside of some of the largest grids step back, as the grids themselves do (`veilOver`). */
export function namesIn(names: MapPart, lit: readonly string[]): MapPart {
  const isLit: MapExpression = ['in', ['get', 'root'], ['literal', [...lit]]]
  const layers = names.layers.map(
    (layer): MapLayer =>
      layer.type === 'symbol'
        ? { ...layer, paint: { ...layer.paint, 'text-opacity': ['case', isLit, 1, 0.42] } }
        : layer,
  )
  return { ...names, layers }
}

/** What a shot is not about steps back, with its cases. @param shapes null: they are in the tiles */
export function veilOver(
  shapes: readonly GridShape[] | null,
  lit: readonly string[],
  level: string,
  palette: Palette,
): MapPart {
  const dark = shapes?.filter(({ code }) => !lit.includes(code)) ?? []
  const features = dark.map(({ outline }) => outlineFeature(outline))
  const others: MapFilter = [
    'all',
    ['==', ['get', 'level'], level],
    ['!', ['in', ['get', 'code'], ['literal', [...lit]]]],
  ]
  return {
    sources: { veil: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 } },
    layers: [
      {
        id: 'veil-area',
        type: 'fill',
        source: 'veil',
        ...(shapes === null ? { filter: others } : {}),
        paint: { 'fill-color': palette.ground, 'fill-opacity': 0.58, 'fill-antialias': false },
      },
    ],
  }
}

/** Centers: a square for each, at every zoom. */
export function wallCenters(points: GeoJSON.FeatureCollection, palette: Palette, unit: number): MapPart {
  const image = `wall-center-${Math.round(unit)}`
  return {
    sources: { 'centers-far': { type: 'geojson', data: points } },
    images: { [image]: square(palette, unit) },
    layers: [
      {
        id: 'centers-far',
        type: 'symbol',
        source: 'centers-far',
        layout: {
          'icon-image': image,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 9.5, 0.62, 13, 1],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
  }
}

function square(palette: Palette, unit: number): MapImage {
  const size = Math.ceil(unit * 0.8)
  return drawImage(size, pen => {
    pen.fillStyle = palette.halo
    pen.fillRect(0, 0, size, size)
    pen.fillStyle = palette.center
    pen.fillRect(size * 0.12, size * 0.12, size * 0.76, size * 0.76)
  })
}

function triangle(palette: Palette, unit: number): MapImage {
  const size = Math.ceil(unit * 1.1)
  return drawImage(size, pen => {
    const [middle, reach] = [size / 2, size * 0.36]
    pen.beginPath()
    pen.moveTo(middle, middle - reach * 1.05)
    pen.lineTo(middle + reach, middle + reach * 0.8)
    pen.lineTo(middle - reach, middle + reach * 0.8)
    pen.closePath()
    pen.lineJoin = 'round'
    pen.lineWidth = size * 0.16
    pen.strokeStyle = palette.halo
    pen.stroke()
    pen.fillStyle = palette.danger
    pen.fill()
  })
}
