/** Rows of a block; a power of two, so that a row's block and place are a shift and a mask. */
export const blockRows = 65_536
const blockShift = 16

/** What a place is instead of a cell of the frame. */
export const strayPlace = 0xffff_fffe
export const noPlace = 0xffff_ffff

/** One incident as numbers. */
export interface IncidentRow {
  /** Moment of the report: whole seconds since 1970, and the milliseconds beyond. */
  seconds: number
  millis: number
  /** Number of its class and net, and of its status and reason, in the store's dictionaries. */
  kind: number
  state: number
  /** Id of the grid that has it; 0: the city's own queue. */
  grid: number
  /** Cell of the store's frame (`place-frame.ts`), `strayPlace` or `noPlace`. */
  place: number
}

/** 65,536 rows in columns over memory that threads share. */
export interface Block {
  readonly buffer: SharedArrayBuffer
  readonly seconds: Uint32Array
  readonly grid: Uint32Array
  readonly place: Uint32Array
  readonly kind: Uint16Array
  readonly millis: Uint16Array
  readonly state: Uint8Array
  /** Earliest and latest second of its rows: a query for other times passes it over. */
  readonly zone: Uint32Array
}

const bytesOfRow = 4 + 4 + 4 + 2 + 2 + 1
const zoneBytes = 8

export function blockOver(
  buffer = new SharedArrayBuffer(zoneBytes + blockRows * bytesOfRow),
  isNew = true,
): Block {
  let at = zoneBytes
  const take = (bytes: number) => {
    at += blockRows * bytes
    return at - blockRows * bytes
  }
  const block = {
    buffer,
    zone: new Uint32Array(buffer, 0, 2),
    seconds: new Uint32Array(buffer, take(4), blockRows),
    grid: new Uint32Array(buffer, take(4), blockRows),
    place: new Uint32Array(buffer, take(4), blockRows),
    kind: new Uint16Array(buffer, take(2), blockRows),
    millis: new Uint16Array(buffer, take(2), blockRows),
    state: new Uint8Array(buffer, take(1), blockRows),
  }
  if (isNew) block.zone[0] = 0xffff_ffff
  return block
}

/** Rows of incidents that grow block by block and never move, but for `removeLast`. */
export class IncidentTable {
  readonly blocks: Block[] = []
  length = 0
  readonly #onBlock: (block: Block) => void

  /** @param onBlock told of each new block, so that other threads see it too */
  constructor(onBlock: (block: Block) => void = () => {}) {
    this.#onBlock = onBlock
  }

  append(row: IncidentRow): number {
    const at = this.length
    if (at >> blockShift === this.blocks.length) {
      const block = blockOver()
      this.blocks.push(block)
      this.#onBlock(block)
    }
    this.length = at + 1
    this.write(at, row)
    return at
  }

  write(at: number, { seconds, millis, kind, state, grid, place }: IncidentRow): void {
    const block = this.blocks[at >> blockShift] as Block
    const i = at & (blockRows - 1)
    block.seconds[i] = seconds
    block.millis[i] = millis
    block.kind[i] = kind
    block.state[i] = state
    block.grid[i] = grid
    block.place[i] = place
    if (seconds < (block.zone[0] as number)) block.zone[0] = seconds
    if (seconds > (block.zone[1] as number)) block.zone[1] = seconds
  }

  read(at: number): IncidentRow {
    const block = this.blocks[at >> blockShift] as Block
    const i = at & (blockRows - 1)
    return {
      seconds: block.seconds[i] as number,
      millis: block.millis[i] as number,
      kind: block.kind[i] as number,
      state: block.state[i] as number,
      grid: block.grid[i] as number,
      place: block.place[i] as number,
    }
  }

  removeLast(): void {
    this.length--
  }
}
