import type { PlaceFrame } from './place-frame.ts'
import { columnsAt } from './scan.ts'

/** Both sides of a frame are multiples of 2 ** this: so far up, four cells become exactly one. */
export const evenShifts = 10

interface Level {
  readonly columns: number
  readonly counts: Uint32Array
  /** Cells that hold something. */
  held: number
}

/** Counts of a frame's cells at one zoom and at every coarser one down to `evenShifts`, so that the fitting one is found without counting. */
export class Pyramid {
  readonly frame: PlaceFrame
  /** Zooms that the finest cells are above the stored ones. */
  readonly shift: number
  readonly #levels: Level[] = []

  /** @param counts the finest cells, row by row; kept */
  constructor(frame: PlaceFrame, shift: number, counts: Uint32Array) {
    this.frame = frame
    this.shift = shift
    let columns = columnsAt(frame.width, shift)
    let finer = counts
    this.#levels.push({ columns, counts: finer, held: held(finer) })
    for (let at = shift; at < evenShifts; at++) {
      finer = halved(finer, columns)
      columns /= 2
      this.#levels.push({ columns, counts: finer, held: held(finer) })
    }
  }

  /** The coarsest zoom above the stored ones. */
  get coarsest(): number {
    return this.shift + this.#levels.length - 1
  }

  /** @param count 1 for what comes to a place of the frame, -1 for what goes */
  add(place: number, count: 1 | -1): void {
    let x = (place & 0xffff) >> this.shift
    let y = (place >>> 16) >> this.shift
    for (const level of this.#levels) {
      const at = y * level.columns + x
      const before = level.counts[at] as number
      level.counts[at] = before + count
      if (before === 0) level.held++
      else if (before + count === 0) level.held--
      x >>= 1
      y >>= 1
    }
  }

  /** How many cells hold something. */
  held(shift: number): number {
    return this.#at(shift).held
  }

  counts(shift: number): Uint32Array {
    return this.#at(shift).counts
  }

  #at(shift: number): Level {
    const level = this.#levels[shift - this.shift]
    if (level === undefined) throw new Error(`no cells ${shift} zooms above the stored ones`)
    return level
  }
}

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
