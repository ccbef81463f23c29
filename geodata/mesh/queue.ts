/** Binary heap, cheapest first. */
export class Queue {
  private readonly heap: Waiting[] = []

  push(cost: number, item: number, part: number) {
    const entry = { cost, item, part }
    let i = this.heap.push(entry) - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      const parent = this.heap[up]
      if (!parent || parent.cost <= cost) break
      this.heap[i] = parent
      i = up
    }
    this.heap[i] = entry
  }

  pop() {
    const top = this.heap[0]
    const last = this.heap.pop()
    if (this.heap.length === 0 || !last) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      const left = this.heap[child]
      const right = this.heap[child + 1]
      if (!left) break
      if (right && right.cost < left.cost) child++
      const smaller = child === 2 * i + 1 ? left : (right ?? left)
      if (smaller.cost >= last.cost) break
      this.heap[i] = smaller
      i = child
    }
    this.heap[i] = last
    return top
  }
}

interface Waiting {
  cost: number
  item: number
  part: number
}
