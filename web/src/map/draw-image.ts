import type { MapImage } from './part.ts'

const pixelRatio = 2

/** Draws a small picture for the map; `size` and all drawing in CSS pixels. */
export function drawImage(size: number, draw: (pen: CanvasRenderingContext2D) => void): MapImage {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * pixelRatio
  // read back at once: on the graphics card that waits for everything the map has asked of it
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return { data: new ImageData(1, 1), pixelRatio }
  pen.scale(pixelRatio, pixelRatio)
  draw(pen)
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio }
}
