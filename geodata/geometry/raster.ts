import { bboxOf } from './bbox.ts'
import { OUTSIDE } from './edges.ts'
import { GeometryError } from './geometry-error.ts'
import { coordinatesOf, type Partition } from './partition.ts'
import { orientation } from './ring.ts'

/**
 * A raster over the coverage. Labels: 0 is outside, n + 1 is face n. A cell without border holds its label; a cell that
 * a border touches holds `~b`, the number of its list of edges.
 *
 * Cells are 2^shift units wide, so the cell of an integer point is found by a shift, exactly. All coordinates here
 * count from the raster's corner (x0, y0).
 */
export type Raster = {
  readonly x0: number
  readonly y0: number
  /** Largest coordinates of the coverage. */
  readonly width: number
  readonly height: number
  readonly shift: number
  readonly columns: number
  readonly rows: number
  readonly cells: Int32Array
  /** Label at the lower left corner of border cell b, a hair left of and below its first point. */
  readonly corner: Int32Array
  /** `start[b] … start[b + 1]`: the edges of border cell b, as offsets into `edges`. */
  readonly start: Int32Array
  /** Up to here, from `start[b]`, the edges also cross the cell's lower side right of its corner. */
  readonly bottom: Int32Array
  /** EDGE_STRIDE numbers an edge: ax, ay, bx, by, label left, label right. */
  readonly edges: Int32Array
}

export const EDGE_STRIDE = 6

/** More cells answer more points at once but leave the processor's cache. */
const CELLS = 1 << 19

/** Builds the raster of a sound coverage. Throws `overlapping-faces` if two faces claim one side of an edge. */
export function buildRaster(partition: Partition, maxCells = CELLS): Raster {
  const { edges, xs } = partition
  const culprit = edges.doubled[0]
  if (culprit !== undefined) {
    throw new GeometryError('overlapping-faces', partition.faces[edges.left[culprit] as number]?.grid)
  }
  const box = bboxOf([
    coordinatesOf(
      partition,
      xs.map((_, v) => v),
    ),
  ])
  const empty = xs.length === 0
  const frame = {
    x0: empty ? 0 : box.minX,
    y0: empty ? 0 : box.minY,
    width: empty ? -1 : box.maxX - box.minX,
    height: empty ? -1 : box.maxY - box.minY,
  }
  let shift = 0
  const columnsAt = (s: number) => (Math.max(frame.width, 0) >> s) + 1
  const rowsAt = (s: number) => (Math.max(frame.height, 0) >> s) + 1
  while (columnsAt(shift) * rowsAt(shift) > maxCells) shift++
  const columns = columnsAt(shift)
  const rows = rowsAt(shift)

  const list = edgeList(partition, frame.x0, frame.y0)
  const corners = cornerLabels(list, shift, columns, rows)
  const touched = touchedCells(list, shift, columns)
  return { ...frame, shift, columns, rows, ...fill(list, corners, touched, shift, columns) }
}

/**
 * Whether edge a→b passes west of the place just left of and below (x, y). The place is (x - ε, y - δ) with ε far
 * smaller than δ: so it lies on no edge and beside no vertex, and every answer is the answer for one real place.
 * The edge must cross the line y - δ.
 */
export function passesWest(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  const turn = orientation(ax, ay, bx, by, x, y)
  return by > ay ? turn < 0 || (turn === 0 && bx > ax) : turn > 0
}

/** All edges of the partition, EDGE_STRIDE numbers each, from the raster's corner. */
function edgeList(partition: Partition, x0: number, y0: number): Int32Array {
  const { edges, xs, ys } = partition
  const out = new Int32Array(edges.from.length * EDGE_STRIDE)
  for (let e = 0; e < edges.from.length; e++) {
    const a = edges.from[e] as number
    const b = edges.to[e] as number
    out[e * EDGE_STRIDE] = (xs[a] as number) - x0
    out[e * EDGE_STRIDE + 1] = (ys[a] as number) - y0
    out[e * EDGE_STRIDE + 2] = (xs[b] as number) - x0
    out[e * EDGE_STRIDE + 3] = (ys[b] as number) - y0
    out[e * EDGE_STRIDE + 4] = (edges.left[e] as number) - OUTSIDE
    out[e * EDGE_STRIDE + 5] = (edges.right[e] as number) - OUTSIDE
  }
  return out
}

/** The label at every cell's corner: each edge passed along the lower side of a row of cells changes it by (east - west). */
function cornerLabels(list: Int32Array, shift: number, columns: number, rows: number): Int32Array {
  const labels = new Int32Array(columns * rows)
  for (let i = 0; i < list.length; i += EDGE_STRIDE) {
    const ax = list[i] as number
    const ay = list[i + 1] as number
    const bx = list[i + 2] as number
    const by = list[i + 3] as number
    const change = changeEastward(list, i)
    const last = Math.max(ay, by) >> shift
    for (let row = (Math.min(ay, by) >> shift) + 1; row <= last; row++) {
      const y = row << shift
      const near = ax + ((y - ay) / (by - ay)) * (bx - ax)
      let column = Math.max(0, (near >> shift) - 1)
      while (column < columns && !passesWest(ax, ay, bx, by, column << shift, y)) column++
      if (column < columns)
        labels[row * columns + column] = (labels[row * columns + column] as number) + change
    }
  }
  for (let i = 1; i < labels.length; i++) {
    if (i % columns !== 0) labels[i] = (labels[i] as number) + (labels[i - 1] as number)
  }
  return labels
}

/** How the label changes when the edge at offset i is passed from west to east. */
export function changeEastward(list: Int32Array, i: number): number {
  const change = (list[i + 5] as number) - (list[i + 4] as number)
  return (list[i + 3] as number) > (list[i + 1] as number) ? change : -change
}

/** Pairs [cell, offset of the edge] for every cell an edge may touch; a few more than it does touch, never fewer. */
function touchedCells(
  list: Int32Array,
  shift: number,
  columns: number,
): { cells: number[]; edges: number[] } {
  const cells: number[] = []
  const owners: number[] = []
  const size = 1 << shift
  for (let i = 0; i < list.length; i += EDGE_STRIDE) {
    const ax = list[i] as number
    const ay = list[i + 1] as number
    const bx = list[i + 2] as number
    const by = list[i + 3] as number
    const low = Math.min(ay, by)
    const high = Math.max(ay, by)
    for (let row = low >> shift; row <= high >> shift; row++) {
      const y1 = Math.max(low, row << shift)
      const y2 = Math.min(high, (row << shift) + size - 1)
      // where the edge is between these two heights, with a unit to spare for rounding
      const xAt = (y: number) => (by === ay ? ax : ax + ((y - ay) / (by - ay)) * (bx - ax))
      const x1 = by === ay ? ax : Math.max(ax, Math.floor(Math.min(xAt(y1), xAt(y2))) - 1)
      const x2 = by === ay ? bx : Math.min(bx, Math.ceil(Math.max(xAt(y1), xAt(y2))) + 1)
      for (let column = x1 >> shift; column <= x2 >> shift; column++) {
        cells.push(row * columns + column)
        owners.push(i)
      }
    }
  }
  return { cells, edges: owners }
}

type Lists = Pick<Raster, 'cells' | 'corner' | 'start' | 'bottom' | 'edges'>

/** Sorts the touched cells' edges into lists, those that cross the cell's lower side first. */
function fill(
  list: Int32Array,
  corners: Int32Array,
  touched: { cells: number[]; edges: number[] },
  shift: number,
  columns: number,
): Lists {
  const count = new Int32Array(corners.length)
  for (const cell of touched.cells) count[cell] = (count[cell] as number) + 1
  const cells = corners.slice()
  const corner: number[] = []
  const start: number[] = [0]
  count.forEach((n, cell) => {
    if (n === 0) return
    cells[cell] = ~corner.length
    corner.push(corners[cell] as number)
    start.push((start.at(-1) as number) + n * EDGE_STRIDE)
  })

  const edges = new Int32Array(touched.cells.length * EDGE_STRIDE)
  const fromFront = Int32Array.from(start)
  const fromBack = Int32Array.from(start.slice(1))
  touched.cells.forEach((cell, t) => {
    const i = touched.edges[t] as number
    const b = ~(cells[cell] as number)
    const x = (cell % columns) << shift
    const y = Math.floor(cell / columns) << shift
    let at: number
    if (crossesBottom(list, i, x, y)) {
      at = fromFront[b] as number
      fromFront[b] = at + EDGE_STRIDE
    } else {
      at = (fromBack[b] as number) - EDGE_STRIDE
      fromBack[b] = at
    }
    for (let k = 0; k < EDGE_STRIDE; k++) edges[at + k] = list[i + k] as number
  })
  return { cells, corner: Int32Array.from(corner), start: Int32Array.from(start), bottom: fromFront, edges }
}

function crossesBottom(list: Int32Array, i: number, x: number, y: number): boolean {
  const ax = list[i] as number
  const ay = list[i + 1] as number
  const bx = list[i + 2] as number
  const by = list[i + 3] as number
  return ay < y !== by < y && !passesWest(ax, ay, bx, by, x, y)
}
