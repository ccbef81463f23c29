import { type Block, blockRows, noPlace, strayPlace } from './incident-table.ts'
import type { PlaceFrame } from './place-frame.ts'
import { type Selection, Selector } from './selection.ts'
import { SparseCounts } from './sparse-counts.ts'

/** A question that is answered by looking at every row of some blocks. Can be sent to another thread. */
export type Question = { readonly selection: Selection } & (
  | { readonly by: 'cell'; readonly frame: PlaceFrame; readonly shift: number }
  /** Where few of the frame's cells are expected to hold anything. */
  | { readonly by: 'few-cells'; readonly shift: number }
  | { readonly by: 'grid'; readonly grids: number }
  | { readonly by: 'time'; readonly edges: Float64Array }
  | { readonly by: 'week-hour'; readonly clock: Clock }
)

/** Hours of the week by the hours since 1970 in quarters: entry i is the hour of quarter `first + i`. */
export interface Clock {
  readonly first: number
  readonly hours: Uint8Array
}

/** Counts as asked; for cells row by row of the frame, with what is in no cell beside them. */
export interface Answer {
  readonly counts: Uint32Array
  /** Where few cells hold anything: the cell of each count, `y << 16 | x` at the asked zoom. */
  readonly cells: Uint32Array | null
  /** Only of cells: rows without a place, and the numbers of rows beyond the frame. */
  readonly withoutPlace: number
  readonly strays: number[]
}

export const secondsOfQuarter = 900
/** Rows up to which a table of names is cheaper than a place for each cell of the frame. */
const mostByName = 30_000
const selector = new Selector()

/** Looks at the first `length` rows of a table. */
export function scan(blocks: readonly Block[], length: number, question: Question): Answer {
  const count = counterOf(question)
  for (let b = 0; b * blockRows < length; b++) {
    const block = blocks[b] as Block
    const rows = selector.select(block, Math.min(blockRows, length - b * blockRows), question.selection)
    if (rows > 0) count.add(block, rows, b * blockRows)
  }
  return count.answer
}

interface Counter {
  /** The selector's first `count` rows of a block whose first row has the number `base`. */
  add(block: Block, count: number, base: number): void
  readonly answer: Answer
}

function counterOf(question: Question): Counter {
  if (question.by === 'cell') return cellCounter(question.frame, question.shift)
  if (question.by === 'few-cells') return fewCellsCounter(question.shift)
  if (question.by === 'grid') return gridCounter(question.grids)
  return question.by === 'time' ? timeCounter(question.edges) : hourCounter(question.clock)
}

const plain = (counts: Uint32Array): Answer => ({ counts, cells: null, withoutPlace: 0, strays: [] })

/** Few rows are found by name; from `mostByName` on every cell of the frame has a place. */
function cellCounter(frame: PlaceFrame, shift: number): Counter {
  const byName = fewCellsCounter(shift)
  let byPlace: Counter | null = null
  let left = mostByName
  return {
    get answer() {
      return (byPlace ?? byName).answer
    },
    add(block, count, base) {
      left -= count
      if (left < 0) byPlace ??= everyCellCounter(frame, shift, byName.answer)
      ;(byPlace ?? byName).add(block, count, base)
    },
  }
}

function everyCellCounter({ width, height }: PlaceFrame, shift: number, begun: Answer): Counter {
  const columns = columnsAt(width, shift)
  const counts = new Uint32Array(columns * columnsAt(height, shift))
  const { withoutPlace, strays } = begun
  const answer = { counts, cells: null, withoutPlace, strays: [...strays] }
  begun.cells?.forEach((cell, i) => {
    counts[(cell >>> 16) * columns + (cell & 0xffff)] = begun.counts[i] as number
  })
  return {
    answer,
    add({ place }, count, base) {
      const { rows } = selector
      for (let k = 0; k < count; k++) {
        const i = rows[k] as number
        const at = place[i] as number
        if (at < strayPlace) {
          const cell = ((at >>> 16) >> shift) * columns + ((at & 0xffff) >> shift)
          counts[cell] = (counts[cell] as number) + 1
        } else if (at === noPlace) answer.withoutPlace++
        else answer.strays.push(base + i)
      }
    },
  }
}

function fewCellsCounter(shift: number): Counter {
  const found = new SparseCounts()
  const strays: number[] = []
  let withoutPlace = 0
  return {
    get answer() {
      const { keys, counts } = found.columns()
      return { counts, cells: keys, withoutPlace, strays }
    },
    add({ place }, count, base) {
      const { rows } = selector
      for (let k = 0; k < count; k++) {
        const i = rows[k] as number
        const at = place[i] as number
        if (at < strayPlace) found.add(((((at >>> 16) >> shift) << 16) | ((at & 0xffff) >> shift)) >>> 0, 1)
        else if (at === noPlace) withoutPlace++
        else strays.push(base + i)
      }
    },
  }
}

/** Cells on a side of the frame, `shift` zooms above the stored ones. */
export function columnsAt(side: number, shift: number): number {
  return Math.max(1, Math.ceil(side / 2 ** shift))
}

function gridCounter(grids: number): Counter {
  const counts = new Uint32Array(grids)
  return {
    answer: plain(counts),
    add({ grid }, count) {
      const { rows } = selector
      for (let k = 0; k < count; k++) {
        const id = grid[rows[k] as number] as number
        counts[id] = (counts[id] as number) + 1
      }
    },
  }
}

function timeCounter(edges: Float64Array): Counter {
  const counts = new Uint32Array(Math.max(0, edges.length - 1))
  let bucket = 0
  return {
    answer: plain(counts),
    add({ seconds, millis }, count) {
      const { rows } = selector
      for (let k = 0; k < count; k++) {
        const i = rows[k] as number
        const at = (seconds[i] as number) * 1000 + (millis[i] as number)
        // rows come nearly in order of time, so the bucket of the last one is near
        while (bucket > 0 && at < (edges[bucket] as number)) bucket--
        while (bucket < counts.length - 1 && at >= (edges[bucket + 1] as number)) bucket++
        if (at >= (edges[bucket] as number) && at < (edges[bucket + 1] as number))
          counts[bucket] = (counts[bucket] as number) + 1
      }
    },
  }
}

function hourCounter({ first, hours }: Clock): Counter {
  const counts = new Uint32Array(7 * 24)
  return {
    answer: plain(counts),
    add({ seconds }, count) {
      const { rows } = selector
      for (let k = 0; k < count; k++) {
        const quarter = Math.floor((seconds[rows[k] as number] as number) / secondsOfQuarter)
        const hour = hours[quarter - first] as number
        counts[hour] = (counts[hour] as number) + 1
      }
    },
  }
}
