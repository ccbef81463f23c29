import type { Palette } from './palette.ts'

/** Coordinates in units: x, y, x, y, … */
export type Line = ArrayLike<number>

export type HandleKind = 'vertex' | 'focused' | 'middle' | 'fixed'
export type MarkKind = 'warning' | 'refused'

/** What stands still while somebody drags. */
export interface EditScene {
  /** Borders of the grids that move along, as pairs of ends; wider for a larger grid. */
  readonly lit: readonly { readonly ends: Line; readonly width: number }[]
  /** Rings of the selected grid. */
  readonly area: readonly Line[]
  /** The selected border. */
  readonly border: Line | null
  readonly handles: readonly { readonly x: number; readonly y: number; readonly kind: HandleKind }[]
  readonly marks: readonly { readonly x: number; readonly y: number; readonly kind: MarkKind }[]
}

/** What a drag or a line that is being drawn looks like now. */
export interface EditFrame {
  /** Rings of the faces that would change. */
  readonly faces: readonly (readonly Line[])[]
  readonly isAllowed: boolean
  /** A line that is being drawn. */
  readonly line: Line | null
  readonly points: Line
  readonly at: { readonly x: number; readonly y: number; readonly isHeld: boolean } | null
  /** Where it may not be. */
  readonly stop: { readonly x: number; readonly y: number } | null
}

/** What the map shows: its middle, the width of the world in pixels, and its own size. */
export interface SurfaceView {
  readonly lon: number
  readonly lat: number
  readonly world: number
  readonly width: number
  readonly height: number
  readonly ratio: number
}

type Paper = CanvasRenderingContext2D
type Spot = (x: number, y: number) => readonly [number, number]

export function paintScene(paper: Paper, scene: EditScene, view: SurfaceView, palette: Palette): void {
  const spot = begin(paper, view)
  if (scene.area.length > 0) {
    trace(paper, scene.area, spot, true)
    fill(paper, palette.selection, 0.12)
    stroke(paper, palette.halo, 6, 0.9)
    stroke(paper, palette.selection, 3)
  }
  for (const { ends, width } of scene.lit) {
    paper.beginPath()
    for (let i = 0; i + 3 < ends.length; i += 4) {
      paper.moveTo(...spot(ends[i] as number, ends[i + 1] as number))
      paper.lineTo(...spot(ends[i + 2] as number, ends[i + 3] as number))
    }
    stroke(paper, palette.selection, width + 3, 0.35)
  }
  if (scene.border !== null) {
    trace(paper, [scene.border], spot, false)
    stroke(paper, palette.halo, 7, 0.9)
    stroke(paper, palette.selection, 3.5)
  }
  for (const { x, y, kind } of scene.handles) handle(paper, spot(x, y), kind, palette)
  for (const { x, y, kind } of scene.marks) mark(paper, spot(x, y), kind, palette)
}

export function paintFrame(paper: Paper, frame: EditFrame | null, view: SurfaceView, palette: Palette): void {
  const spot = begin(paper, view)
  if (frame === null) return
  const colour = frame.isAllowed ? palette.selection : palette.danger
  for (const rings of frame.faces) {
    trace(paper, rings, spot, true)
    fill(paper, colour, 0.1)
    stroke(paper, palette.halo, 5, 0.8)
    stroke(paper, colour, 2)
  }
  if (frame.line !== null) {
    trace(paper, [frame.line], spot, false)
    stroke(paper, palette.halo, 7, 0.9)
    stroke(paper, colour, 3)
  }
  for (let i = 0; i + 1 < frame.points.length; i += 2)
    handle(paper, spot(frame.points[i] as number, frame.points[i + 1] as number), 'vertex', palette)
  if (frame.at !== null) held(paper, spot(frame.at.x, frame.at.y), frame.at.isHeld, colour, palette)
  if (frame.stop !== null) mark(paper, spot(frame.stop.x, frame.stop.y), 'refused', palette)
}

/** A clean sheet, and where a place in units is on it. */
function begin(paper: Paper, { lon, lat, world, width, height, ratio }: SurfaceView): Spot {
  paper.setTransform(ratio, 0, 0, ratio, 0, 0)
  paper.clearRect(0, 0, width, height)
  paper.lineJoin = 'round'
  paper.lineCap = 'round'
  const top = mercator(lat)
  return (x, y) => [
    width / 2 + ((x / 1e7 - lon) / 360) * world,
    height / 2 + (mercator(y / 1e7) - top) * world,
  ]
}

/** 0 at the north edge of the world, 1 at the south edge. */
function mercator(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

function trace(paper: Paper, lines: readonly Line[], spot: Spot, isClosed: boolean): void {
  paper.beginPath()
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i += 2) {
      const [x, y] = spot(line[i] as number, line[i + 1] as number)
      if (i === 0) paper.moveTo(x, y)
      else paper.lineTo(x, y)
    }
    if (isClosed) paper.closePath()
  }
}

function fill(paper: Paper, colour: string, opacity: number): void {
  paper.globalAlpha = opacity
  paper.fillStyle = colour
  paper.fill('evenodd')
  paper.globalAlpha = 1
}

function stroke(paper: Paper, colour: string, width: number, opacity = 1): void {
  paper.globalAlpha = opacity
  paper.strokeStyle = colour
  paper.lineWidth = width
  paper.stroke()
  paper.globalAlpha = 1
}

const isCoarse = () => matchMedia('(pointer: coarse)').matches

/** A vertex is a square, the middle between two a small disc, one that may not move a hollow square. */
function handle(paper: Paper, [x, y]: readonly [number, number], kind: HandleKind, palette: Palette): void {
  const size = (kind === 'middle' ? 3.5 : kind === 'focused' ? 7 : 5) * (isCoarse() ? 1.7 : 1)
  paper.beginPath()
  if (kind === 'middle') paper.arc(x, y, size, 0, 2 * Math.PI)
  else paper.rect(x - size, y - size, 2 * size, 2 * size)
  paper.fillStyle = kind === 'focused' ? palette.selection : palette.panel
  paper.fill()
  stroke(paper, kind === 'fixed' ? palette.labelQuiet : palette.selection, kind === 'middle' ? 1.5 : 2)
}

function held(
  paper: Paper,
  [x, y]: readonly [number, number],
  isHeld: boolean,
  colour: string,
  palette: Palette,
) {
  paper.beginPath()
  paper.arc(x, y, isHeld ? 9 : 6, 0, 2 * Math.PI)
  paper.fillStyle = palette.panel
  paper.fill()
  stroke(paper, colour, isHeld ? 3 : 2)
}

/** A cross in a disc where something may not be, a triangle where somebody should look. */
function mark(paper: Paper, [x, y]: readonly [number, number], kind: MarkKind, palette: Palette): void {
  paper.beginPath()
  if (kind === 'warning') {
    paper.moveTo(x, y - 9)
    paper.lineTo(x + 9, y + 7)
    paper.lineTo(x - 9, y + 7)
    paper.closePath()
  } else paper.arc(x, y, 10, 0, 2 * Math.PI)
  paper.fillStyle = kind === 'warning' ? palette.stage('waiting') : palette.danger
  paper.fill()
  stroke(paper, palette.panel, 2)
  paper.beginPath()
  if (kind === 'warning') {
    paper.moveTo(x, y - 3)
    paper.lineTo(x, y + 3)
  } else {
    paper.moveTo(x - 4, y - 4)
    paper.lineTo(x + 4, y + 4)
    paper.moveTo(x + 4, y - 4)
    paper.lineTo(x - 4, y + 4)
  }
  stroke(paper, palette.panel, 2.5)
}
