/** What became of one item of a gathering: its result, or why there is none. */
export type Outcome<R> = { readonly value: R } | { readonly error: unknown }

/**
 * Items that arrive while others are being worked on wait and are worked on together: one transaction, one disk write for all of them.
 * Alone, an item goes at once. When the work on several fails as a whole, each is tried once more by itself, so that none suffers for
 * another; `isHopeless` says when that is no use.
 * @param most items of one gathering
 * @param work one outcome an item, in their order
 */
export function createGathering<T, R>(
  most: number,
  work: (items: readonly T[]) => Promise<readonly Outcome<R>[]>,
  isHopeless: (error: unknown) => boolean,
): (item: T) => Promise<R> {
  const waiting: { item: T; settle: (outcome: Outcome<R>) => void }[] = []
  let working = false

  const outcomesOf = async (items: readonly T[]): Promise<readonly Outcome<R>[]> => {
    try {
      return await work(items)
    } catch (error) {
      if (items.length === 1 || isHopeless(error)) return items.map(() => ({ error }))
      const alone: Outcome<R>[] = []
      for (const item of items) alone.push(...(await outcomesOf([item])))
      return alone
    }
  }
  const workOff = async () => {
    working = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      const outcomes = await outcomesOf(batch.map(({ item }) => item))
      for (const [i, { settle }] of batch.entries())
        settle(outcomes[i] ?? { error: new Error('an item without an outcome') })
    }
    working = false
  }
  return item =>
    new Promise((resolve, reject) => {
      waiting.push({
        item,
        settle: outcome => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value)),
      })
      if (!working) void workOff()
    })
}
