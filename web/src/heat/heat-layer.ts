import type { MapPart } from '../map/part.ts'
import type { HeatPicture } from './heat-picture.ts'

/**
 * The heat surface on the ground, under borders and names: one textured rectangle, which costs the map next to nothing however many cells
 * it is made of.
 */
export function heatPart({ image, bounds: [west, south, east, north] }: HeatPicture): MapPart {
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  return {
    sources: {
      heat: {
        type: 'canvas',
        canvas,
        animate: false,
        coordinates: [
          [west, north],
          [east, north],
          [east, south],
          [west, south],
        ],
      },
    },
    layers: [{ id: 'heat', type: 'raster', source: 'heat', paint: { 'raster-fade-duration': 0 } }],
  }
}
