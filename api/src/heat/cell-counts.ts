import { SparseCounts } from './sparse-counts.ts'

/** Square cells of the Web-Mercator pyramid at `zoom`, as columns; no cell stands there twice. */
export interface CellCounts {
  readonly zoom: number
  readonly xs: Uint32Array
  readonly ys: Uint32Array
  readonly counts: Uint32Array
  /** Incidents that named a grid instead of a place: they are in no cell. */
  readonly withoutPlace: number
}

/** Four cells become the one around them. */
export function coarser({ zoom, xs, ys, counts, withoutPlace }: CellCounts): CellCounts {
  // counted from the corner of the city, so that two numbers fit into one
  const x0 = lowest(xs) >>> 1
  const y0 = lowest(ys) >>> 1
  const found = new SparseCounts()
  for (let i = 0; i < counts.length; i++) {
    const x = ((xs[i] as number) >>> 1) - x0
    const y = ((ys[i] as number) >>> 1) - y0
    // a place on the other side of the world does not fit
    if (x >= side || y >= side) return coarserByTile({ zoom, xs, ys, counts, withoutPlace })
    found.add(((y << 16) | x) >>> 0, counts[i] as number)
  }
  const columns = found.columns()
  return {
    zoom: zoom - 1,
    xs: columns.keys.map(key => x0 + (key & (side - 1))),
    ys: columns.keys.map(key => y0 + (key >>> 16)),
    counts: columns.counts,
    withoutPlace,
  }
}

const side = 1 << 16

function coarserByTile({ zoom, xs, ys, counts, withoutPlace }: CellCounts): CellCounts {
  const found = new Map<number, number>()
  counts.forEach((count, i) => {
    const tile = ((ys[i] as number) >>> 1) * 2 ** zoom + ((xs[i] as number) >>> 1)
    found.set(tile, (found.get(tile) ?? 0) + count)
  })
  const tiles = [...found.keys()]
  return {
    zoom: zoom - 1,
    xs: Uint32Array.from(tiles, tile => tile % 2 ** zoom),
    ys: Uint32Array.from(tiles, tile => Math.floor(tile / 2 ** zoom)),
    counts: Uint32Array.from(found.values()),
    withoutPlace,
  }
}

function lowest(values: Uint32Array): number {
  return values.reduce((low, value) => Math.min(low, value), 2 ** 32 - 1)
}
