/** What one step of a draft touches, or one change of others, by the codes of grids. */
export type Touched = readonly string[]

/** Steps of one draft and changes of others that hang together: decided as one. */
export interface Cluster {
  /** Its first code. */
  readonly key: string
  /** Numbers of the steps, in order. */
  readonly steps: readonly number[]
  /** Codes that the steps touch, and those that others changed. */
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
}

/**
 * Divides a draft into clusters. Steps that touch the same grid hang together, and so does what others changed with whoever touches it or a
 * neighbour of it. A cluster with nothing of theirs is contested by nobody.
 */
export function clustersOf(
  steps: readonly Touched[],
  theirs: readonly Touched[],
  neighbours: (code: string) => Iterable<string>,
): Cluster[] {
  const groups = new Groups()
  const changed = new Set(theirs.flat())
  for (const codes of theirs) for (const code of codes) groups.join(`theirs ${codes[0]}`, `theirs ${code}`)
  for (const [number, codes] of steps.entries()) {
    for (const code of codes) {
      groups.join(`step ${number}`, code)
      for (const near of [code, ...neighbours(code)])
        if (changed.has(near)) groups.join(code, `theirs ${near}`)
    }
  }
  const clusters = new Map<string, { steps: number[]; mine: Set<string>; theirs: Set<string> }>()
  for (const [number, codes] of steps.entries()) {
    const root = groups.root(`step ${number}`)
    const cluster = clusters.get(root) ?? { steps: [], mine: new Set(), theirs: new Set() }
    clusters.set(root, cluster)
    cluster.steps.push(number)
    for (const code of codes) cluster.mine.add(code)
  }
  for (const code of changed) clusters.get(groups.root(`theirs ${code}`))?.theirs.add(code)
  return [...clusters.values()].map(cluster => {
    const [mine, others] = [[...cluster.mine].sort(), [...cluster.theirs].sort()]
    return { key: [...mine, ...others].sort()[0] ?? '', steps: cluster.steps, mine, theirs: others }
  })
}

/** Disjoint sets. */
class Groups {
  readonly #above = new Map<string, string>()

  root(name: string): string {
    let top = name
    for (let next = this.#above.get(top); next !== undefined; next = this.#above.get(top)) top = next
    return top
  }

  join(a: string, b: string): void {
    const [top, other] = [this.root(a), this.root(b)]
    if (top !== other) this.#above.set(top, other)
  }
}
