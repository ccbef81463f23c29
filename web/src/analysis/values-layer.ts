import type { GridShape } from '../grids/atlas.ts'
import { outlineFeature } from '../grids/grid-geojson.ts'
import { drawImage } from '../map/draw-image.ts'
import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapPart, MapSource } from '../map/part.ts'
import type { Shape } from './areas.ts'

/** Places of the map that can be coloured, numbered as they stand in `keys`; without a source the map has them, by their `code`. */
export interface ValueShapes {
  readonly source: MapSource | null
  readonly keys: readonly string[]
}

const nothing = 'rgba(0, 0, 0, 0)'

export function gridShapes(shapes: readonly GridShape[]): ValueShapes {
  return numbered(
    shapes.map(({ code, outline }) => ({ key: code, geometry: outlineFeature(outline).geometry })),
  )
}

export function cellShapes(shapes: readonly Shape[]): ValueShapes {
  return numbered(
    shapes.map(({ key, ring }) => ({ key, geometry: { type: 'Polygon', coordinates: [ring] } })),
  )
}

function numbered(shapes: { key: string; geometry: GeoJSON.Geometry }[]): ValueShapes {
  const features = shapes.map(
    ({ geometry }, n): GeoJSON.Feature => ({ type: 'Feature', properties: { n }, geometry }),
  )
  return {
    keys: shapes.map(shape => shape.key),
    // ends of lines are never moved, so neighbours stay glued
    source: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0.25 },
  }
}

/**
 * Places in their colours, under borders and names. @param hatched rates of few incidents: seen, but not to be read alone
 */
export function valuesPart(
  { source, keys }: ValueShapes,
  colours: ReadonlyMap<string, string>,
  hatched: ReadonlySet<string>,
  palette: Palette,
): MapPart {
  const byColour = new Map<string, (number | string)[]>()
  const thin: (number | string)[] = []
  const name = source === null ? 'code' : 'n'
  keys.forEach((key, n) => {
    const colour = colours.get(key)
    if (colour === undefined) return
    const id = source === null ? key : n
    const others = byColour.get(colour)
    if (others === undefined) byColour.set(colour, [id])
    else others.push(id)
    if (hatched.has(key)) thin.push(id)
  })
  const image = `values-thin-${palette.theme}`
  return {
    sources: source === null ? {} : { values: source },
    images: { [image]: hatching(palette) },
    layers: [
      {
        id: 'values-fill',
        type: 'fill',
        source: 'values',
        paint: { 'fill-color': colourOf(name, byColour), 'fill-opacity': 0.84, 'fill-antialias': false },
      },
      {
        id: 'values-thin',
        type: 'fill',
        source: 'values',
        filter: ['in', ['get', name], ['literal', thin]],
        paint: { 'fill-pattern': image, 'fill-opacity': 0.5 },
      },
    ],
  }
}

function colourOf(name: string, byColour: ReadonlyMap<string, (number | string)[]>): MapExpression | string {
  if (byColour.size === 0) return nothing
  const cases = [...byColour].flatMap(([colour, numbers]) => [numbers, colour])
  return ['match', ['get', name], ...cases, nothing] as unknown as MapExpression
}

function hatching(palette: Palette) {
  return drawImage(8, pen => {
    pen.strokeStyle = palette.ink
    pen.lineWidth = 1
    pen.globalAlpha = 0.6
    pen.beginPath()
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8)
      pen.lineTo(shift + 8, 0)
    }
    pen.stroke()
  })
}

/** Notes as numbered pins. */
export function notesPart(notes: readonly { lon: number; lat: number }[], palette: Palette): MapPart {
  return {
    sources: {
      notes: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: notes.map(({ lon, lat }, i) => ({
            type: 'Feature',
            properties: { text: String(i + 1) },
            geometry: { type: 'Point', coordinates: [lon, lat] },
          })),
        },
      },
    },
    layers: [
      {
        id: 'notes-dot',
        type: 'circle',
        source: 'notes',
        paint: {
          'circle-radius': 11,
          'circle-color': palette.ink,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'notes-number',
        type: 'symbol',
        source: 'notes',
        layout: {
          'text-field': ['get', 'text'],
          'text-font': palette.fonts('Bold'),
          'text-size': 12,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.halo },
      },
    ],
  }
}
