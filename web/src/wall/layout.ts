import type { Programme } from './wall.api.ts'

/** The wall is so many lines of its smallest text high: legible from ten metres on a wall of usual size. */
export const linesHigh = 45
/** Lines wide a column of panels wants to be at least. */
const column = 19
/** The map gets at least this share of the width. */
const leastMap = 0.4

export interface WallLayout {
  /** Pixels of a line: the size of the smallest text. */
  readonly unit: number
  /** Edges that nobody sees, in pixels: top, right, bottom, left. */
  readonly safe: readonly [number, number, number, number]
  /** Columns of panels on each side, and the pixels that each side takes; 0: the panels stand below the map. */
  readonly left: { readonly columns: number; readonly width: number }
  readonly right: { readonly columns: number; readonly width: number }
}

export type WallShape = Pick<Programme, 'safe' | 'displays'>

/**
 * Places everything by the screen's size alone. Where several displays stand side by side, the sides end at a joint, so that nothing is
 * written across one.
 */
export function layoutOf(width: number, height: number, { safe, displays }: WallShape): WallLayout {
  const unit = height / linesHigh
  const [top, right, bottom, left] = safe
  const inset = [(top / 100) * height, (right / 100) * width, (bottom / 100) * height, (left / 100) * width]
  const edges = inset as unknown as WallLayout['safe']
  const inside = width - edges[1] - edges[3]
  const lines = inside / unit
  if (lines < 2.2 * column + leastMap * lines)
    return { unit, safe: edges, left: { columns: 0, width: 0 }, right: { columns: 0, width: 0 } }
  if (displays > 1) return joined(width / displays, displays, unit, edges)
  const columns = Math.max(1, Math.min(2, Math.floor(((1 - leastMap) * lines) / 2 / column)))
  // one column may be a little wider where there is room
  const side = Math.min(columns * (column + 3), ((1 - leastMap) * lines) / 2) * unit
  return { unit, safe: edges, left: { columns, width: side }, right: { columns, width: side } }
}

/** Two displays: the map on the first, the panels on the second. More: panels on the outer ones, the map between them. */
function joined(display: number, displays: number, unit: number, edges: WallLayout['safe']): WallLayout {
  const columnsIn = (width: number) => Math.max(1, Math.min(4, Math.floor(width / unit / column)))
  const onLeft = displays === 2 ? 0 : Math.max(1, Math.floor(displays / 4))
  const onRight = Math.max(1, Math.floor(displays / 4))
  const left = Math.max(0, onLeft * display - edges[3])
  const right = onRight * display - edges[1]
  return {
    unit,
    safe: edges,
    left: { columns: onLeft === 0 ? 0 : columnsIn(left), width: left },
    right: { columns: columnsIn(right), width: right },
  }
}

/** `safe=2,1,2,1` and `displays=4` of the address go before what the programme says. */
export function shapeOf(search: string, programme: WallShape): WallShape {
  const query = new URLSearchParams(search)
  const safe = (query.get('safe') ?? '').split(',').map(Number)
  const displays = Number(query.get('displays'))
  const isSafe = query.has('safe') && safe.length === 4 && safe.every(each => each >= 0 && each <= 30)
  return {
    safe: isSafe ? (safe as WallShape['safe']) : programme.safe,
    displays: Number.isInteger(displays) && displays >= 1 && displays <= 12 ? displays : programme.displays,
  }
}
