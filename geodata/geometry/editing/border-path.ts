import type { ReadableBoundaries } from './boundaries.ts'

/**
 * The shortest way along borders from one vertex to another, both included; undefined where there is none. `isOpen` says which steps
 * may be taken; the outer border is walked in both directions.
 */
export function borderPath(
  boundaries: ReadableBoundaries,
  from: number,
  to: number,
  isOpen: (u: number, v: number) => boolean = () => true,
): number[] | undefined {
  const [tx, ty] = boundaries.place(to)
  const stretch = Math.cos((ty / 1e7 / 180) * Math.PI)
  const length = (u: number, v: number) => {
    const [ax, ay] = boundaries.place(u)
    const [bx, by] = boundaries.place(v)
    return Math.hypot((ax - bx) * stretch, ay - by)
  }
  const rest = (u: number) => {
    const [x, y] = boundaries.place(u)
    return Math.hypot((x - tx) * stretch, y - ty)
  }
  const cost = new Map([[from, 0]])
  const cameFrom = new Map<number, number>()
  const settled = new Set<number>()
  const open = new Heap()
  open.push(from, rest(from))
  for (let u = open.pop(); u !== undefined; u = open.pop()) {
    if (u === to) return wayBack(cameFrom, from, to)
    if (settled.has(u)) continue
    settled.add(u)
    for (const v of boundaries.leavingFrom(u)) {
      if (settled.has(v) || !isOpen(u, v)) continue
      const there = (cost.get(u) ?? 0) + length(u, v)
      if (there >= (cost.get(v) ?? Infinity)) continue
      cost.set(v, there)
      cameFrom.set(v, u)
      open.push(v, there + rest(v))
    }
  }
  return undefined
}

function wayBack(cameFrom: ReadonlyMap<number, number>, from: number, to: number): number[] {
  const way = [to]
  for (let u = to; u !== from; ) {
    u = cameFrom.get(u) as number
    way.unshift(u)
  }
  return way
}

/** The cheapest first. */
class Heap {
  readonly #items: { readonly vertex: number; readonly cost: number }[] = []

  push(vertex: number, cost: number): void {
    const items = this.#items
    let i = items.push({ vertex, cost }) - 1
    while (i > 0) {
      const above = (i - 1) >> 1
      if ((items[above]?.cost ?? 0) <= cost) break
      this.#swap(i, above)
      i = above
    }
  }

  pop(): number | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (top === undefined || last === undefined || items.length === 0) return top?.vertex
    items[0] = last
    for (let i = 0; ; ) {
      const below = [2 * i + 1, 2 * i + 2].filter(child => child < items.length)
      const least = below.reduce((a, b) => (this.#cost(b) < this.#cost(a) ? b : a), i)
      if (least === i) break
      this.#swap(i, least)
      i = least
    }
    return top.vertex
  }

  #cost(i: number): number {
    return this.#items[i]?.cost ?? Infinity
  }

  #swap(i: number, j: number): void {
    const items = this.#items
    const [a, b] = [items[i], items[j]]
    if (a === undefined || b === undefined) return
    items[i] = b
    items[j] = a
  }
}
