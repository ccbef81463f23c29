import type { LegendClass } from './classes.ts'
import type { Imprint } from './file-text.ts'

const margin = 24
const line = 22

export interface PictureLegend {
  readonly title: string
  readonly classes: readonly LegendClass[]
  range(one: LegendClass): string
}

/** The maps side by side with their titles, the legends and the imprint printed under them. */
export function composePicture(
  maps: readonly HTMLCanvasElement[],
  titles: readonly string[],
  legends: readonly PictureLegend[],
  imprint: Imprint,
): HTMLCanvasElement {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const width = Math.max(
    640,
    maps.reduce((sum, map) => sum + map.width + margin, margin),
  )
  const mapHeight = Math.max(...maps.map(map => map.height))
  const mostClasses = Math.max(...legends.map(legend => legend.classes.length))
  const about = [...imprint.lines, ...(imprint.synthetic === null ? [] : [imprint.synthetic])]
  const out = document.createElement('canvas')
  out.width = width
  out.height = mapHeight + 4 * margin + line * (3 + mostClasses + about.length)
  const pen = out.getContext('2d')
  if (pen === null) return out
  const write = (text: string, x: number, y: number, size = 14, weight = 400, colour = '--ink') => {
    pen.font = `${weight} ${size}px ${token('--font')}`
    pen.fillStyle = token(colour)
    pen.fillText(text, x, y)
  }
  pen.fillStyle = token('--panel')
  pen.fillRect(0, 0, out.width, out.height)
  write(imprint.title, margin, margin + 12, 20, 700)
  const top = margin * 2 + line
  let left = margin
  maps.forEach((map, i) => {
    write(titles[i] ?? '', left, top - 8, 14, 600)
    pen.drawImage(map, left, top)
    left += map.width + margin
  })
  let below = top + mapHeight + margin
  legends.forEach((legend, i) => {
    const x = margin + i * 260
    write(legend.title, x, below, 14, 600)
    legend.classes.forEach((one, n) => {
      const y = below + line * (n + 1)
      pen.fillStyle = one.colour
      pen.fillRect(x, y - 12, 20, 14)
      write(legend.range(one), x + 28, y, 13)
    })
  })
  below += line * (mostClasses + 1) + margin / 2
  about.forEach((text, n) => {
    write(text, margin, below + n * line, 13, 400, '--ink-quiet')
  })
  return out
}
