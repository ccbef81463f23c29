/** How one case of several stands. `left`: not begun, because the person stopped. */
export type BulkState = 'waiting' | 'running' | 'done' | 'failed' | 'left'

export interface BulkStep {
  readonly state: BulkState
  readonly error?: unknown
}

/** Quick enough for a person who watches, and no burden for others. */
const atOnce = 4

/**
 * Does the same to several cases, a few at a time, each by itself: one that fails stops no other. When `signal` is raised nothing more is
 * begun; what is on its way ends as it ends.
 */
export async function runBulk<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  onStep: (item: T, step: BulkStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...items]
  const hand = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (signal.aborted) {
        onStep(item, { state: 'left' })
        continue
      }
      onStep(item, { state: 'running' })
      try {
        await work(item)
        onStep(item, { state: 'done' })
      } catch (error) {
        onStep(item, { state: 'failed', error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand))
}
