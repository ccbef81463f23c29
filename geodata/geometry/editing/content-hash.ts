import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Written } from './written.ts'

/** SHA-256 over faces and grids: browser and server compare by it what they have. 64 hex digits. */
export function contentHash({ faces, grids }: Written): string {
  const hash = sha256.create()
  for (const { grid, rings } of faces) {
    hash.update(utf8ToBytes(`${JSON.stringify([grid, rings.map(ring => ring.length)])}\n`))
    for (const ring of rings) hash.update(littleEndian(ring))
  }
  for (const { code, level, parent, name } of grids)
    hash.update(utf8ToBytes(`${JSON.stringify([code, level, parent, name.zh, name.en ?? null])}\n`))
  return bytesToHex(hash.digest())
}

function littleEndian(numbers: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4))
  for (const [i, number] of numbers.entries()) view.setInt32(i * 4, number, true)
  return new Uint8Array(view.buffer)
}
