import { drawImage } from './draw-image.ts'
import type { MapImage } from './part.ts'

/** Side of the repeated tile, in pixels. */
const tile = 12
/** Length of a stroke across it: dashes that divide it meet those of the next tile. */
const stroke = tile * Math.SQRT2

/** A net's strokes, the same as its mark in lists: solid, dashed, dotted, double; crossed for any further one. */
const dashes: readonly (readonly number[])[] = [[], [stroke * 0.32, stroke * 0.18], [0, stroke / 4], [], []]

/** A net is a hue and a line pattern. */
export function netPattern(net: number, colour: string): MapImage {
  const kind = net % dashes.length
  return drawImage(tile, pen => {
    pen.strokeStyle = colour
    pen.lineWidth = kind === 2 ? 1.8 : 1.1
    pen.lineCap = kind === 2 ? 'round' : 'butt'
    pen.setLineDash([...(dashes[kind] ?? [])])
    const rising = (shift: number) => line(pen, shift - tile, tile, shift + tile, -tile)
    for (const at of [0, tile, 2 * tile]) {
      rising(at)
      if (kind === 3) rising(at + 3)
      if (kind === 4) line(pen, at - tile, -tile, at + tile, tile)
      if (kind === 4) line(pen, at - 2 * tile, -tile, at, tile)
    }
  })
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath()
  pen.moveTo(x1, y1)
  pen.lineTo(x2, y2)
  pen.stroke()
}
