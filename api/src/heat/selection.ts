import { type Block, blockRows } from './incident-table.ts'

/** What is asked of a row, as tables: for each number 1 where it is wanted. Null: everything is. Can be sent to another thread. */
export interface Selection {
  readonly from: Moment | null
  /** Before this one. */
  readonly to: Moment | null
  readonly states: Uint8Array | null
  readonly kinds: Uint8Array | null
  readonly grids: Uint8Array | null
}

export interface Moment {
  readonly seconds: number
  readonly millis: number
}

/** Rows of one block that are wanted: `rows[0] … rows[count - 1]`. Made once, used for every block. */
export class Selector {
  readonly rows = new Uint16Array(blockRows)

  /** @returns how many of the block's first `length` rows are wanted */
  select(block: Block, length: number, { from, to, states, kinds, grids }: Selection): number {
    const [earliest = 0, latest = 0] = block.zone
    if (from !== null && latest < from.seconds) return 0
    if (to !== null && earliest > to.seconds) return 0
    let count = this.#all(length)
    if (from !== null && earliest <= from.seconds) count = this.#since(block, count, from)
    if (to !== null && latest >= to.seconds) count = this.#before(block, count, to)
    if (states !== null) count = this.#among(block.state, states, count)
    if (kinds !== null) count = this.#among(block.kind, kinds, count)
    if (grids !== null) count = this.#among(block.grid, grids, count)
    return count
  }

  #all(length: number): number {
    for (let i = 0; i < length; i++) this.rows[i] = i
    return length
  }

  /** Without a branch for each row: what is not wanted is overwritten by the next one. */
  #among(column: Uint8Array | Uint16Array | Uint32Array, wanted: Uint8Array, count: number): number {
    const { rows } = this
    let kept = 0
    for (let k = 0; k < count; k++) {
      const i = rows[k] as number
      rows[kept] = i
      // a number that came after the table was made is not wanted
      kept += (wanted[column[i] as number] as number) | 0
    }
    return kept
  }

  #since({ seconds, millis }: Block, count: number, from: Moment): number {
    const { rows } = this
    let kept = 0
    for (let k = 0; k < count; k++) {
      const i = rows[k] as number
      const at = seconds[i] as number
      rows[kept] = i
      if (at > from.seconds || (at === from.seconds && (millis[i] as number) >= from.millis)) kept++
    }
    return kept
  }

  #before({ seconds, millis }: Block, count: number, to: Moment): number {
    const { rows } = this
    let kept = 0
    for (let k = 0; k < count; k++) {
      const i = rows[k] as number
      const at = seconds[i] as number
      rows[kept] = i
      if (at < to.seconds || (at === to.seconds && (millis[i] as number) < to.millis)) kept++
    }
    return kept
  }
}

/** Rows that a selection has to look at, by the zones alone. */
export function rowsInZones(
  blocks: readonly Block[],
  length: number,
  { from, to }: Pick<Selection, 'from' | 'to'>,
): number {
  let rows = 0
  blocks.forEach(({ zone: [earliest = 0, latest = 0] }, b) => {
    const isWanted = (from === null || latest >= from.seconds) && (to === null || earliest <= to.seconds)
    if (isWanted) rows += Math.min(blockRows, length - b * blockRows)
  })
  return rows
}

export function momentOf(milliseconds: number): Moment {
  const seconds = Math.floor(milliseconds / 1000)
  return { seconds, millis: milliseconds - seconds * 1000 }
}
