import { createHash } from 'node:crypto'
import type { Rows } from './manifest.ts'

/** Adds rows up, in any order: two tables with equal sums hold the same rows. */
export class RowHash {
  #count = 0
  #sum = 0n

  add(row: string): void {
    this.#count++
    const digest = createHash('sha256').update(row).digest()
    this.#sum = BigInt.asUintN(
      bits,
      this.#sum + (digest.readBigUInt64LE(0) | (digest.readBigUInt64LE(8) << 64n)),
    )
  }

  get rows(): Rows {
    return { count: this.#count, hash: this.#sum.toString(16).padStart(bits / 4, '0') }
  }
}

const bits = 128
