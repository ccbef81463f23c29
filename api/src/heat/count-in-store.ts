import type { IncidentScope } from '../incidents/filter.ts'
import { decode, storedZoom } from './cell.ts'
import { type CellCounts, coarser } from './cell-counts.ts'
import type { IncidentStore } from './incident-store.ts'
import type { PlaceFrame } from './place-frame.ts'
import { evenShifts, Pyramid } from './pyramid.ts'
import type { CountedPyramid } from './rollup.ts'
import { type Answer, columnsAt } from './scan.ts'
import { weekClock } from './week-clock.ts'

/** The ways of counting, answered by the store; null where the scope asks for what it does not keep. */

/**
 * Counted at the rollup's zoom first when a finer one is asked for: where that already needs too many cells, the finer one would too; where
 * it does not, few cells hold anything.
 */
export async function cellsInStore(
  store: IncidentStore,
  scope: IncidentScope,
  zoom: number,
  most: number,
): Promise<CellCounts | null> {
  const selection = store.selection(scope)
  if (selection === null) return null
  const { frame, rollupShift } = store
  const shift = storedZoom - zoom
  const asked = Math.min(evenShifts, Math.max(shift, rollupShift))
  const counted =
    store.pyramid(scope) ?? (await store.answer(scope, { by: 'cell', selection, frame, shift: asked }))
  const cells = fitted(cellsWithin(frame, asked, counted, most), Math.min(zoom, storedZoom - asked), most)
  if (shift >= rollupShift || cells.zoom < storedZoom - rollupShift) return cells
  const fine = await store.answer(scope, { by: 'few-cells', selection, shift })
  return fitted(fewCells(frame, shift, fine), zoom, most)
}

/** Cells at the asked zoom, or at the finest one above it with at most `most` cells, as far as the frame is even. */
function cellsWithin(
  frame: PlaceFrame,
  asked: number,
  counted: CountedPyramid | Answer,
  most: number,
): CellCounts {
  if ('counts' in counted && counted.cells !== null) return fewCells(frame, asked, counted)
  const pyramid = 'pyramid' in counted ? counted.pyramid : new Pyramid(frame, asked, counted.counts)
  const { strays, withoutPlace } = counted
  let shift = asked
  while (shift < pyramid.coarsest && pyramid.held(shift) + strayCells(strays, shift).size > most) shift++
  return cellsOf(pyramid, shift, withoutPlace, strays)
}

/** By the id of the grid; null is the city's own queue. */
export async function gridsInStore(
  store: IncidentStore,
  scope: IncidentScope,
): Promise<Map<number | null, number> | null> {
  const selection = store.selection(scope)
  if (selection === null) return null
  const { counts } = await store.answer(scope, { by: 'grid', selection, grids: store.grids })
  const found = new Map<number | null, number>()
  counts.forEach((count, id) => {
    if (count > 0) found.set(id === 0 ? null : id, count)
  })
  return found
}

export async function timesInStore(
  store: IncidentStore,
  scope: IncidentScope,
  edges: readonly Date[],
): Promise<Uint32Array | null> {
  const selection = store.selection(scope)
  if (selection === null) return null
  const moments = Float64Array.from(edges, edge => edge.getTime())
  return (await store.answer(scope, { by: 'time', selection, edges: moments })).counts
}

export async function weekHoursInStore(
  store: IncidentStore,
  scope: IncidentScope,
  timeZone: string,
): Promise<Uint32Array | null> {
  const selection = store.selection(scope)
  if (selection === null) return null
  const clock = weekClock(store.span.earliest, store.span.latest, timeZone)
  return (await store.answer(scope, { by: 'week-hour', selection, clock })).counts
}

/** The cells that hold something, as tiles of the pyramid. */
function cellsOf(
  pyramid: Pyramid,
  shift: number,
  withoutPlace: number,
  strays: readonly number[],
): CellCounts {
  const { frame } = pyramid
  const counts = pyramid.counts(shift)
  const columns = columnsAt(frame.width, shift)
  const out = columnsFor(pyramid.held(shift))
  let n = 0
  for (let i = 0, x = 0, y = 0; i < counts.length; i++, x++) {
    if (x === columns) {
      x = 0
      y++
    }
    const count = counts[i] as number
    if (count === 0) continue
    out.xs[n] = x
    out.ys[n] = y
    out.counts[n++] = count
  }
  return withStrays(placed(frame, shift, out, withoutPlace), strays)
}

/** The same of an answer that names its cells. */
function fewCells(frame: PlaceFrame, shift: number, answer: Answer): CellCounts {
  const { counts, withoutPlace, strays } = answer
  const cells = answer.cells as Uint32Array
  const out = { xs: cells.map(cell => cell & 0xffff), ys: cells.map(cell => cell >>> 16), counts }
  return withStrays(placed(frame, shift, out, withoutPlace), strays)
}

type Columns = Pick<CellCounts, 'xs' | 'ys' | 'counts'>

function columnsFor(cells: number): Columns {
  return { xs: new Uint32Array(cells), ys: new Uint32Array(cells), counts: new Uint32Array(cells) }
}

/** Counted from the corner of the world, no longer of the frame. */
function placed(frame: PlaceFrame, shift: number, columns: Columns, withoutPlace: number): CellCounts {
  const { xs, ys } = columns
  const x0 = frame.x0 / 2 ** shift
  const y0 = frame.y0 / 2 ** shift
  for (let i = 0; i < xs.length; i++) {
    xs[i] = (xs[i] as number) + x0
    ys[i] = (ys[i] as number) + y0
  }
  return { ...columns, zoom: storedZoom - shift, withoutPlace }
}

/** Strays are few, and lie in cells of their own: the frame ends where cells do. */
function withStrays(cells: CellCounts, strays: readonly number[]): CellCounts {
  if (strays.length === 0) return cells
  const found = strayCells(strays, storedZoom - cells.zoom)
  const tiles = [...found.keys()].map(decode)
  return {
    ...cells,
    xs: Uint32Array.from([...cells.xs, ...tiles.map(({ x }) => x)]),
    ys: Uint32Array.from([...cells.ys, ...tiles.map(({ y }) => y)]),
    counts: Uint32Array.from([...cells.counts, ...found.values()]),
  }
}

function strayCells(strays: readonly number[], shift: number): Map<number, number> {
  const found = new Map<number, number>()
  for (const stray of strays) {
    const cell = Math.floor(stray / 4 ** shift)
    found.set(cell, (found.get(cell) ?? 0) + 1)
  }
  return found
}

function fitted(cells: CellCounts, zoom: number, most: number): CellCounts {
  let fit = cells
  while (fit.zoom > zoom || (fit.counts.length > most && fit.zoom > 0)) fit = coarser(fit)
  return fit
}
