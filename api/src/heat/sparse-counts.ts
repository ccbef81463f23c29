/** Counts by a number of 32 bits: a table of hashes that grows. Many times faster than a Map, which matters for hundreds of thousands of rows. */
export class SparseCounts {
  size = 0
  #keys = new Uint32Array(4096)
  #counts = new Uint32Array(4096)

  add(key: number, count: number): void {
    const at = this.#find(key)
    if (this.#counts[at] === 0) {
      this.#keys[at] = key
      this.size++
    }
    this.#counts[at] = (this.#counts[at] as number) + count
    if (this.size * 2 > this.#keys.length) this.#grow()
  }

  /** Key and count of each entry, in no order. */
  columns(): { keys: Uint32Array; counts: Uint32Array } {
    const keys = new Uint32Array(this.size)
    const counts = new Uint32Array(this.size)
    let n = 0
    for (let at = 0; at < this.#keys.length; at++) {
      if (this.#counts[at] === 0) continue
      keys[n] = this.#keys[at] as number
      counts[n++] = this.#counts[at] as number
    }
    return { keys, counts }
  }

  /** Where the key stands, or the empty place where it would. */
  #find(key: number): number {
    const mask = this.#keys.length - 1
    // Fibonacci hashing: the high bits of the product are well mixed
    let at = (Math.imul(key, 0x9e37_79b1) >>> 7) & mask
    while (this.#counts[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const { keys, counts } = this.columns()
    this.#keys = new Uint32Array(this.#keys.length * 4)
    this.#counts = new Uint32Array(this.#keys.length)
    for (let i = 0; i < keys.length; i++) {
      const at = this.#find(keys[i] as number)
      this.#keys[at] = keys[i] as number
      this.#counts[at] = counts[i] as number
    }
  }
}
