import { drawImage } from './draw-image.ts'
import type { MapPoint } from './map-view.ts'
import type { Palette } from './palette.ts'
import type { MapImage, MapPart } from './part.ts'

/** Where a report is being made (`drop`), or a ring around the selected incident or center (`ring`). */
export function pinPart({ lon, lat }: MapPoint, kind: 'drop' | 'ring', palette: Palette): MapPart {
  const image = `pin-${kind}-${palette.theme}`
  return {
    sources: {
      pin: {
        type: 'geojson',
        data: { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } },
      },
    },
    images: { [image]: kind === 'drop' ? drop(palette) : ring(palette) },
    layers: [
      {
        id: 'pin-symbol',
        type: 'symbol',
        source: 'pin',
        layout: {
          'icon-image': image,
          'icon-anchor': kind === 'drop' ? 'bottom' : 'center',
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
  }
}

function drop(palette: Palette): MapImage {
  return drawImage(44, pen => {
    pen.beginPath()
    pen.moveTo(22, 43)
    pen.bezierCurveTo(19, 34, 9, 28, 9, 17)
    pen.arc(22, 17, 13, Math.PI, 0)
    pen.bezierCurveTo(35, 28, 25, 34, 22, 43)
    pen.closePath()
    pen.fillStyle = palette.danger
    pen.fill()
    pen.lineWidth = 2
    pen.strokeStyle = palette.halo
    pen.stroke()
    pen.beginPath()
    pen.arc(22, 17, 5, 0, 2 * Math.PI)
    pen.fillStyle = palette.halo
    pen.fill()
  })
}

function ring(palette: Palette): MapImage {
  return drawImage(44, pen => {
    for (const [colour, width] of [
      [palette.halo, 6],
      [palette.selection, 3],
    ] as const) {
      pen.beginPath()
      pen.arc(22, 22, 16, 0, 2 * Math.PI)
      pen.lineWidth = width
      pen.strokeStyle = colour
      pen.stroke()
    }
  })
}
