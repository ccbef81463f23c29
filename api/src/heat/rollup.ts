import { IncidentStatus } from '../wire.ts'
import { type IncidentRow, noPlace, strayPlace } from './incident-table.ts'
import type { PlaceFrame } from './place-frame.ts'
import { type Answer, columnsAt } from './scan.ts'

/** Cells that are counted for each status; larger cities get larger cells. */
const mostCells = 1 << 19

/** Everything that there is by status, without time: what a view of all years shows costs the same however many there were. */
export class Rollup {
  /** Zooms that its cells are above the stored ones. */
  readonly shift: number
  readonly #columns: number
  readonly #cells: Uint32Array[]
  readonly #withoutPlace = IncidentStatus.options.map(() => 0)
  readonly #statuses = IncidentStatus.options.length
  #grids = new Uint32Array(1024 * IncidentStatus.options.length)

  constructor({ width, height }: PlaceFrame) {
    let shift = 0
    while (columnsAt(width, shift) * columnsAt(height, shift) > mostCells) shift++
    this.shift = shift
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
  }

  /** As a scan would answer; strays are the store's. */
  cells(isWanted: (status: number) => boolean): Pick<Answer, 'counts' | 'withoutPlace'> {
    const wanted = this.#cells.filter((_, status) => isWanted(status))
    const counts = new Uint32Array(this.#cells[0]?.length ?? 0)
    for (const cells of wanted)
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] as number) + (cells[i] as number)
    const withoutPlace = this.#withoutPlace.reduce((sum, n, status) => sum + (isWanted(status) ? n : 0), 0)
    return { counts, withoutPlace }
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
