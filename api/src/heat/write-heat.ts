import { endianness } from 'node:os'
import type { Heat } from './contract.ts'
import type { CountedHeat } from './count-cells.ts'

/** "JWHT" */
const magic = 0x4a574854
const headerWords = 4

/** The JSON form of an answer, as `heat/contract.ts` describes it. */
export function heatJson({
  cells: { zoom, xs, ys, counts, withoutPlace },
  cellMeters,
  total,
}: CountedHeat): Heat {
  return {
    cellZoom: zoom,
    cellMeters,
    total,
    withoutPlace,
    max: counts.reduce((most, count) => Math.max(most, count), 0),
    cells: Array.from(counts, (count, i) => [xs[i] ?? 0, ys[i] ?? 0, count]),
  }
}

/** The binary form. */
export function heatBytes({ cells: { zoom, xs, ys, counts }, total }: CountedHeat): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(headerWords + 3 * counts.length)
  words.set([magic, zoom, counts.length, total])
  words.set(xs, headerWords)
  words.set(ys, headerWords + counts.length)
  words.set(counts, headerWords + 2 * counts.length)
  if (endianness() === 'BE') Buffer.from(words.buffer).swap32()
  return new Uint8Array(words.buffer)
}
