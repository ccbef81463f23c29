/** What one snapshot sees of the log beyond a position. */
export interface Seen {
  /** Highest sequence number; the position itself when there is none beyond it. */
  readonly top: number
  /** How many there are beyond the position. */
  readonly count: number
  /** The oldest transaction that still runs, and the next one to be begun, as the database numbers them. */
  readonly oldest: bigint
  readonly next: bigint
}

/** Numbers up to `below` are missing; whoever holds one was begun before transaction `next`. */
export interface Gap {
  readonly below: number
  readonly next: bigint
}

/**
 * How far the log can be told without ever having to tell something lower later. A number is given out before its transaction commits,
 * so a lower one may appear after a higher one: a missing number is waited for until every transaction that was running when it was
 * missed has ended; if it is not there by then, its transaction was rolled back. (Whoever takes a number has written its incident
 * before, so it is among the running ones.)
 * @returns everything up to `until` is final; `gap` is what is waited for
 */
export function settle(
  position: number,
  gap: Gap | null,
  { top, count, oldest, next }: Seen,
): { until: number; gap: Gap | null } {
  if (count === top - position) return { until: top, gap: null }
  if (gap === null || gap.below <= position) return { until: position, gap: { below: top, next } }
  return oldest >= gap.next ? { until: gap.below, gap: null } : { until: position, gap }
}
