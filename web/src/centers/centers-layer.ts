import type { Locale } from '../i18n/locale.tsx'
import { drawImage } from '../map/draw-image.ts'
import type { Palette } from '../map/palette.ts'
import type { MapImage, MapPart } from '../map/part.ts'
import type { Center } from './centers.api.ts'

const housesFromZoom = 11.8
const namesFromZoom = 14.5

/** From afar: a small square, under the names of the grids. */
export function farCentersPart(points: GeoJSON.FeatureCollection, palette: Palette): MapPart {
  const image = `center-far-${palette.theme}`
  const k = palette.scale
  return {
    sources: { 'centers-far': { type: 'geojson', data: points } },
    images: { [image]: square(palette) },
    layers: [
      {
        id: 'centers-far',
        type: 'symbol',
        source: 'centers-far',
        maxzoom: housesFromZoom,
        layout: {
          'icon-image': image,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.75 * k, housesFromZoom, 1.2 * k],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
  }
}

/** Service centers: a house in a square, distinct from every stage light by its shape. */
export function centersPart(points: GeoJSON.FeatureCollection, palette: Palette, locale: Locale): MapPart {
  const image = `center-${palette.theme}`
  const k = palette.scale
  return {
    sources: { centers: { type: 'geojson', data: points } },
    images: { [image]: house(palette) },
    layers: [
      {
        id: 'centers',
        type: 'symbol',
        source: 'centers',
        minzoom: housesFromZoom,
        layout: {
          'icon-image': image,
          'icon-size': [
            'interpolate',
            ['linear'],
            ['zoom'],
            housesFromZoom,
            0.55 * k,
            14,
            0.9 * k,
            16,
            1.1 * k,
          ],
          'icon-allow-overlap': true,
          'text-field': ['step', ['zoom'], '', namesFromZoom, ['get', locale]],
          'text-font': palette.fonts('Medium'),
          'text-size': 12 * palette.scale,
          'text-anchor': 'left',
          'text-offset': [1, 0],
          'text-max-width': 10,
          'text-optional': true,
        },
        paint: {
          'text-color': palette.center,
          'text-halo-color': palette.halo,
          'text-halo-width': 1.6,
        },
      },
    ],
  }
}

export function centerPoints(centers: readonly Center[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: centers.map(({ code, name, lon, lat }) => ({
      type: 'Feature',
      properties: { code, zh: name.zh, en: name.en ?? name.zh },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  }
}

function house(palette: Palette): MapImage {
  return drawImage(22, pen => {
    pen.lineJoin = 'round'
    pen.beginPath()
    pen.roundRect(2, 2, 18, 18, 4.5)
    pen.fillStyle = palette.center
    pen.fill()
    pen.lineWidth = 2
    pen.strokeStyle = palette.halo
    pen.stroke()
    pen.beginPath()
    pen.moveTo(5.8, 11)
    pen.lineTo(11, 6.2)
    pen.lineTo(16.2, 11)
    pen.moveTo(7.6, 10.4)
    pen.lineTo(7.6, 15.4)
    pen.lineTo(14.4, 15.4)
    pen.lineTo(14.4, 10.4)
    pen.lineWidth = 1.7
    pen.lineCap = 'round'
    pen.stroke()
  })
}

function square(palette: Palette): MapImage {
  return drawImage(7, pen => {
    pen.fillStyle = palette.halo
    pen.fillRect(0, 0, 7, 7)
    pen.fillStyle = palette.center
    pen.fillRect(1, 1, 5, 5)
  })
}
