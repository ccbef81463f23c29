import { drawImage } from '../map/draw-image.ts'
import type { Palette } from '../map/palette.ts'
import type { MapImage } from '../map/part.ts'
import { type Stage, stageOf } from './stage.ts'

const size = 20
const middle = size / 2
const radius = 6.2

/** One picture for each stage, `stage-<key>-<theme>`. */
export function stageImages(palette: Palette): Record<string, MapImage> {
  const stages = new Map(Object.values(stageOf).map(stage => [stage.key, stage]))
  return Object.fromEntries(
    [...stages.values()].map(stage => [`stage-${stage.key}-${palette.theme}`, light(stage, palette)]),
  )
}

function light({ key, shape }: Stage, palette: Palette): MapImage {
  return drawImage(size, pen => {
    pen.lineJoin = 'round'
    pen.beginPath()
    trace(pen, shape)
    pen.closePath()
    pen.lineWidth = 3.5
    pen.strokeStyle = palette.halo
    pen.stroke()
    if (shape === '○') {
      pen.fillStyle = palette.halo
      pen.fill()
      pen.lineWidth = 2.2
      pen.strokeStyle = palette.stage(key)
      pen.stroke()
    } else {
      pen.fillStyle = palette.stage(key)
      pen.fill()
    }
  })
}

function trace(pen: CanvasRenderingContext2D, shape: Stage['shape']): void {
  if (shape === '●') pen.arc(middle, middle, radius * 0.92, 0, 2 * Math.PI)
  else if (shape === '○') pen.arc(middle, middle, radius * 0.8, 0, 2 * Math.PI)
  else for (const [x, y] of corners[shape]) pen.lineTo(middle + x * radius, middle + y * radius)
}

/** Corners around the middle, in radii. */
const corners: Record<'▲' | '◆' | '■', readonly (readonly [number, number])[]> = {
  '▲': [
    [0, -1.1],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  '◆': [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  '■': [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
}
