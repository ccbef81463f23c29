/** What was told last, to tell it again to those who come back. */
export class Ring<T extends { readonly seq: number }> {
  readonly #capacity: number
  #steps: T[] = []
  /** Everything that was told after this number is here. */
  floor: number

  constructor(capacity: number, floor: number) {
    this.#capacity = capacity
    this.floor = floor
  }

  push(steps: readonly T[]): void {
    this.#steps.push(...steps)
    // Cut seldom: moving the array for every step would cost more than the memory.
    if (this.#steps.length < 2 * this.#capacity) return
    const dropped = this.#steps.splice(0, this.#steps.length - this.#capacity)
    this.floor = dropped.at(-1)?.seq ?? this.floor
  }

  /** Lowest first; null when some are no longer here. */
  after(seq: number): T[] | null {
    if (seq < this.floor) return null
    let low = 0
    let high = this.#steps.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#steps[middle]?.seq ?? 0) > seq) high = middle
      else low = middle + 1
    }
    return this.#steps.slice(low)
  }
}
