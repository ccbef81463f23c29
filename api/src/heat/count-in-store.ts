import type { IncidentScope } from '../incidents/filter.ts'
import { decode, storedZoom } from './cell.ts'
import { type CellCounts, coarser } from './cell-counts.ts'
import type { IncidentStore } from './incident-store.ts'
import type { PlaceFrame } from './place-frame.ts'
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
  const first = await store.answer(scope, { by: 'cell', selection, frame, shift: rollupShift })
  const counted = fewer(frame, rollupShift, Math.max(shift, rollupShift), first, most)
  if (shift >= rollupShift || counted.zoom < storedZoom - rollupShift)
    return fitted(counted, Math.min(zoom, counted.zoom), most)
  const fine = await store.answer(scope, { by: 'few-cells', selection, shift })
  return fitted(cellsOf(frame, shift, fine), zoom, most)
}

/** Cells at the wanted zoom, or at the finest one above it with at most `most`: four of a plain array become one, as far as the frame is even. */
function fewer(frame: PlaceFrame, from: number, wanted: number, answer: Answer, most: number): CellCounts {
  let { counts } = answer
  let shift = from
  // strays are cells too: with them the columns are made coarser one by one
  while (answer.strays.length === 0 && shift < evenShifts && (shift < wanted || held(counts) > most)) {
    counts = halved(counts, columnsAt(frame.width, shift))
    shift++
  }
  return fitted(cellsOf(frame, shift, { ...answer, counts }), storedZoom - Math.max(wanted, shift), most)
}

/** Both sides of the frame are multiples of 2 ** this. */
const evenShifts = 10

function halved(counts: Uint32Array, columns: number): Uint32Array {
  const half = columns / 2
  const out = new Uint32Array(counts.length / 4)
  for (let i = 0, row = 0; i < counts.length; row++)
    for (let column = 0; column < columns; column++, i++) {
      const at = (row >> 1) * half + (column >> 1)
      out[at] = (out[at] as number) + (counts[i] as number)
    }
  return out
}

function held(counts: Uint32Array): number {
  let n = 0
  for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) n++
  return n
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
  frame: PlaceFrame,
  shift: number,
  { counts, cells, withoutPlace, strays }: Answer,
): CellCounts {
  const zoom = storedZoom - shift
  const x0 = frame.x0 / 2 ** shift
  const y0 = frame.y0 / 2 ** shift
  const columns = columnsAt(frame.width, shift)
  const filled = held(counts)
  const out = {
    zoom,
    withoutPlace,
    xs: new Uint32Array(filled),
    ys: new Uint32Array(filled),
    counts: new Uint32Array(filled),
  }
  let n = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    if (count === 0) continue
    const cell = cells?.[i]
    out.xs[n] = x0 + (cell === undefined ? i % columns : cell & 0xffff)
    out.ys[n] = y0 + (cell === undefined ? Math.floor(i / columns) : cell >>> 16)
    out.counts[n++] = count
  }
  return strays.length === 0 ? out : withStrays(out, strays)
}

/** Strays are few, and lie in cells of their own: the frame ends where cells do. */
function withStrays(cells: CellCounts, strays: readonly number[]): CellCounts {
  const found = new Map<number, number>()
  for (const stray of strays) {
    const cell = Math.floor(stray / 4 ** (storedZoom - cells.zoom))
    found.set(cell, (found.get(cell) ?? 0) + 1)
  }
  const tiles = [...found.keys()].map(decode)
  return {
    ...cells,
    xs: Uint32Array.from([...cells.xs, ...tiles.map(({ x }) => x)]),
    ys: Uint32Array.from([...cells.ys, ...tiles.map(({ y }) => y)]),
    counts: Uint32Array.from([...cells.counts, ...found.values()]),
  }
}

function fitted(cells: CellCounts, zoom: number, most: number): CellCounts {
  let fit = cells
  while (fit.zoom > zoom || (fit.counts.length > most && fit.zoom > 0)) fit = coarser(fit)
  return fit
}
