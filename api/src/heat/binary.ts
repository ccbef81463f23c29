import type { Heat } from './contract.ts'

/** "JWHT" */
const magic = 0x4a574854
const headerWords = 4

/** The binary form of an answer, as `heat/contract.ts` describes it. */
export function heatBytes({ cellZoom, total, cells }: Heat): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(4 * (headerWords + 3 * cells.length)))
  const put = (word: number, value: number) => bytes.setUint32(4 * word, value, true)
  put(0, magic)
  put(1, cellZoom)
  put(2, cells.length)
  put(3, total)
  cells.forEach(([x, y, incidents], i) => {
    put(headerWords + i, x)
    put(headerWords + cells.length + i, y)
    put(headerWords + 2 * cells.length + i, incidents)
  })
  return new Uint8Array(bytes.buffer)
}
