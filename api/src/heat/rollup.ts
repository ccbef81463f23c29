import { IncidentStatus } from '../wire.ts'
import { type IncidentRow, noPlace, strayPlace } from './incident-table.ts'
import type { PlaceFrame } from './place-frame.ts'
import { Pyramid } from './pyramid.ts'
import { columnsAt } from './scan.ts'

/** Cells that are counted for each status; larger cities get larger cells. */
const mostCells = 1 << 19
/** Sets of statuses whose sum is kept up to date: what is open, everything, and what somebody looks at just now. */
const keptPyramids = 6

export interface CountedPyramid {
  readonly pyramid: Pyramid
  readonly withoutPlace: number
  /** Cells of the places beyond the frame. */
  readonly strays: readonly number[]
}

/** Everything that there is by status, without time: what a view of all years shows costs the same however many there were. */
export class Rollup {
  /** Zooms that its cells are above the stored ones. */
  readonly shift: number
  readonly #frame: PlaceFrame
  readonly #columns: number
  readonly #cells: Uint32Array[]
  readonly #withoutPlace = IncidentStatus.options.map(() => 0)
  readonly #statuses = IncidentStatus.options.length
  /** By the wanted statuses as bits, the one that was asked for last at the end. */
  readonly #pyramids = new Map<number, Pyramid>()
  #grids = new Uint32Array(1024 * IncidentStatus.options.length)

  constructor(frame: PlaceFrame) {
    const { width, height } = frame
    let shift = 0
    while (columnsAt(width, shift) * columnsAt(height, shift) > mostCells) shift++
    this.shift = shift
    this.#frame = frame
    this.#columns = columnsAt(width, shift)
    const cells = this.#columns * columnsAt(height, shift)
    this.#cells = IncidentStatus.options.map(() => new Uint32Array(cells))
  }

  /** @param count 1 for a row that comes, -1 for one that goes */
  add({ place, grid }: IncidentRow, status: number, count: 1 | -1): void {
    const entry = grid * this.#statuses + status
    if (entry >= this.#grids.length) {
      const wider = new Uint32Array(2 ** Math.ceil(Math.log2(entry + 1)))
      wider.set(this.#grids)
      this.#grids = wider
    }
    this.#grids[entry] = (this.#grids[entry] as number) + count
    if (place === noPlace) this.#withoutPlace[status] = (this.#withoutPlace[status] as number) + count
    if (place >= strayPlace) return
    const cell = ((place >>> 16) >> this.shift) * this.#columns + ((place & 0xffff) >> this.shift)
    const cells = this.#cells[status] as Uint32Array
    cells[cell] = (cells[cell] as number) + count
    for (const [wanted, pyramid] of this.#pyramids) if (wanted & (1 << status)) pyramid.add(place, count)
  }

  /** Everything of the wanted statuses; strays are the store's. Made at the first question, kept up to date for the next. */
  pyramid(isWanted: (status: number) => boolean): Omit<CountedPyramid, 'strays'> {
    const statuses = this.#cells.map((_, status) => status).filter(isWanted)
    const wanted = statuses.reduce((bits, status) => bits | (1 << status), 0)
    const pyramid = this.#pyramids.get(wanted) ?? new Pyramid(this.#frame, this.shift, this.#sum(statuses))
    this.#pyramids.delete(wanted)
    this.#pyramids.set(wanted, pyramid)
    const [oldest] = this.#pyramids.keys()
    if (this.#pyramids.size > keptPyramids && oldest !== undefined) this.#pyramids.delete(oldest)
    return {
      pyramid,
      withoutPlace: statuses.reduce((sum, status) => sum + (this.#withoutPlace[status] as number), 0),
    }
  }

  #sum(statuses: readonly number[]): Uint32Array {
    const counts = new Uint32Array(this.#cells[0]?.length ?? 0)
    for (const status of statuses) {
      const cells = this.#cells[status] as Uint32Array
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] as number) + (cells[i] as number)
    }
    return counts
  }

  /** By the id of the grid, up to `grids`. */
  grids(isWanted: (status: number) => boolean, grids: number): Uint32Array {
    const counts = new Uint32Array(grids)
    const wanted = IncidentStatus.options.map((_, status) => status).filter(isWanted)
    for (let grid = 0; grid < grids; grid++)
      for (const status of wanted)
        counts[grid] = (counts[grid] as number) + (this.#grids[grid * this.#statuses + status] ?? 0)
    return counts
  }
}
