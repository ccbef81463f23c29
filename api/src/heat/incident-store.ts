import type { AskedThread } from '../asked-thread.ts'
import { type IncidentScope, isOpen } from '../incidents/filter.ts'
import { IncidentStatus } from '../wire.ts'
import { decode } from './cell.ts'
import { type IncidentRow, IncidentTable, noPlace, strayPlace } from './incident-table.ts'
import { type PlaceFrame, placeIn } from './place-frame.ts'
import { type CountedPyramid, Rollup } from './rollup.ts'
import { type Answer, type Question, scan } from './scan.ts'
import type { LongQuestion } from './scan-thread.ts'
import { type Dictionary, PairNumbers, selectionOf } from './scope-selection.ts'
import { rowsInZones, type Selection } from './selection.ts'

/** An incident as numbers: `kind` and `state` are those of `kinds` and `stateNumber`. */
export interface NumberedIncident {
  readonly id: number
  /** Of the report, milliseconds since 1970. */
  readonly at: number
  readonly cell: number | null
  readonly gridId: number | null
  readonly kind: number
  readonly state: number
}

/** The thread that looks at long tables. */
export type Scanner = AskedThread<SharedArrayBuffer, LongQuestion, Answer>

/** More rows than this are looked at by the scanning thread: some 3 ms. */
const mostRowsHere = 400_000
const lastNumber = 2 ** 32 - 1

/** All incidents in columns; the open ones once more for themselves; and everything by status, without time. */
export class IncidentStore implements Dictionary {
  readonly frame: PlaceFrame
  readonly kinds = new PairNumbers()
  readonly states = new PairNumbers()
  grids = 1
  /** Seconds since 1970 of the earliest and the latest report. */
  readonly span = { earliest: lastNumber, latest: 0 }
  readonly #scanner: Scanner
  readonly #all: IncidentTable
  readonly #open = new IncidentTable()
  readonly #rollup: Rollup
  /** 1 + row by the id of the incident. */
  #rowOf = new Uint32Array(1024)
  /** Row of each of the open table's entries, and where an open row stands there. */
  readonly #openRows: number[] = []
  readonly #openAt = new Map<number, number>()
  /** Cells of places beyond the frame, by row. */
  readonly #strays = new Map<number, number>()
  /** By the number of a state. */
  readonly #statusOf: number[] = []
  readonly #isOpen: boolean[] = []

  constructor(frame: PlaceFrame, scanner: Scanner) {
    this.frame = frame
    this.#scanner = scanner
    this.#all = new IncidentTable(block => scanner.tell(block.buffer))
    this.#rollup = new Rollup(frame)
  }

  get length(): number {
    return this.#all.length
  }

  stateNumber(status: string, reason: string): number {
    const state = this.states.numberOf(status, reason)
    if (state === this.#statusOf.length) {
      this.#statusOf.push(IncidentStatus.options.findIndex(option => option === status))
      this.#isOpen.push(isOpen(status))
    }
    return state
  }

  /** An incident as it is now, new or known. */
  put({ id, at, cell, gridId, kind, state }: NumberedIncident): void {
    const seconds = Math.floor(at / 1000)
    if (seconds < 0 || seconds > lastNumber || id > lastNumber)
      throw new Error(`incident ${id} fits no column`)
    const place = cell === null ? noPlace : placeIn(this.frame, decode(cell))
    const row = { seconds, millis: at - seconds * 1000, kind, state, grid: gridId ?? 0, place }
    this.grids = Math.max(this.grids, row.grid + 1)
    this.span.earliest = Math.min(this.span.earliest, seconds)
    this.span.latest = Math.max(this.span.latest, seconds)
    const number = this.#write(id, row)
    this.#rollup.add(row, this.#statusOf[state] as number, 1)
    if (cell !== null && place === strayPlace) this.#strays.set(number, cell)
    this.#keepOpen(number, row)
  }

  /** Null: the store does not keep what the scope asks for. */
  selection(scope: IncidentScope): Selection | null {
    return selectionOf(scope, this)
  }

  /** Counts as asked; `by: 'cell'` with the cells of the strays instead of their rows. */
  async answer(scope: IncidentScope, question: Question): Promise<Answer> {
    const { selection } = question
    const isWanted = question.by === 'grid' ? wantedStatuses(scope, selection) : null
    if (question.by === 'grid' && isWanted !== null) {
      const counts = this.#rollup.grids(isWanted, question.grids)
      return { counts, cells: null, withoutPlace: 0, strays: [] }
    }
    if (scope.openOnly) {
      const answer = scan(this.#open.blocks, this.#open.length, question)
      return this.#withCells(
        answer,
        answer.strays.map(at => this.#openRows[at] as number),
      )
    }
    const { blocks, length } = this.#all
    const isShort = rowsInZones(blocks, length, selection) <= mostRowsHere
    const answer = isShort ? scan(blocks, length, question) : await this.#scanner.ask({ length, question })
    return this.#withCells(answer, answer.strays)
  }

  #write(id: number, row: IncidentRow): number {
    const known = (this.#rowOf[id] ?? 0) - 1
    if (known < 0) {
      const number = this.#all.append(row)
      this.#remember(id, number)
      return number
    }
    const before = this.#all.read(known)
    this.#rollup.add(before, this.#statusOf[before.state] as number, -1)
    this.#strays.delete(known)
    this.#all.write(known, row)
    return known
  }

  #remember(id: number, number: number): void {
    if (id >= this.#rowOf.length) {
      const wider = new Uint32Array(Math.ceil(id * 1.25) + 1024)
      wider.set(this.#rowOf)
      this.#rowOf = wider
    }
    this.#rowOf[id] = number + 1
  }

  /** Its entry among the open ones comes, changes, or is filled with the last one. */
  #keepOpen(number: number, row: IncidentRow): void {
    const at = this.#openAt.get(number)
    if (this.#isOpen[row.state]) {
      if (at === undefined) {
        this.#openAt.set(number, this.#open.append(row))
        this.#openRows.push(number)
      } else this.#open.write(at, row)
      return
    }
    if (at === undefined) return
    const last = this.#open.length - 1
    const moved = this.#openRows[last] as number
    this.#open.write(at, this.#open.read(last))
    this.#open.removeLast()
    this.#openRows[at] = moved
    this.#openRows.pop()
    this.#openAt.set(moved, at)
    this.#openAt.delete(number)
  }

  /** Zooms above the stored ones at which everything is counted already, as far as nothing but the status is asked for. */
  get rollupShift(): number {
    return this.#rollup.shift
  }

  /** By cell, counted already; null where more than the status is asked for. */
  pyramid(scope: IncidentScope): CountedPyramid | null {
    const selection = this.selection(scope)
    const isWanted = selection && wantedStatuses(scope, selection)
    if (isWanted === null) return null
    const strays = [...this.#strays].filter(([number]) =>
      isWanted(this.#statusOf[this.#all.read(number).state] as number),
    )
    return { ...this.#rollup.pyramid(isWanted), strays: strays.map(([, cell]) => cell) }
  }

  #withCells(answer: Answer, rows: readonly number[]): Answer {
    return { ...answer, strays: rows.flatMap(number => this.#strays.get(number) ?? []) }
  }
}

/** What the rollup is asked for; null where the scope asks for more than the status. */
function wantedStatuses(
  { reasons, statuses }: IncidentScope,
  { from, to, kinds, grids }: Selection,
): ((status: number) => boolean) | null {
  if (from !== null || to !== null || kinds !== null || grids !== null || reasons !== null) return null
  const wanted = IncidentStatus.options.map(status => statuses?.includes(status) ?? true)
  return status => wanted[status] as boolean
}
