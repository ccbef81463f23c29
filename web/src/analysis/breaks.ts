import { ckmeans, quantile } from 'simple-statistics'

export const breakMethods = ['quantile', 'natural', 'equal'] as const
export type BreakMethod = (typeof breakMethods)[number]

/** Classes at most: more colours the eye does not tell apart. */
export const mostClasses = 6

/**
 * Lower bounds of classes, ascending, the first at the lowest value: as many in each (quantile), as alike as possible in each (natural
 * breaks after Jenks, found exactly by ckmeans), or as wide as each other (equal). Values that are the same never part, so there may be
 * fewer classes than asked for.
 */
export function breaksOf(values: readonly number[], method: BreakMethod, most = mostClasses): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const [low] = sorted
  const high = sorted.at(-1)
  if (low === undefined || high === undefined) return []
  const different = new Set(sorted)
  const classes = Math.min(most, different.size)
  if (classes === 1) return [low]
  const parts = Array.from({ length: classes }, (_, i) => i / classes)
  const bounds =
    method === 'natural'
      ? ckmeans(sorted, classes).map(group => group[0] ?? low)
      : method === 'equal'
        ? parts.map(part => low + part * (high - low))
        : parts.map(part => (part === 0 ? low : quantile(sorted, part)))
  return [...new Set(bounds)]
}

/** The class of a value; values below the first bound are in the first. */
export function classOf(value: number, breaks: readonly number[]): number {
  return Math.max(
    0,
    breaks.findLastIndex(bound => value >= bound),
  )
}

/** Bounds of a difference, mirrored around nothing: the classes below and above it are equally far. */
export function mirroredBreaks(differences: readonly number[], method: BreakMethod): number[] {
  const sizes = differences.map(Math.abs).filter(size => size > 0)
  return breaksOf(sizes, method, 3)
}

/** −3 … 3: how far, and to which side. */
export function mirroredClass(difference: number, breaks: readonly number[]): number {
  if (difference === 0 || breaks.length === 0) return 0
  // the strongest colour is the strongest class, however few there are
  const step = 3 - (breaks.length - 1) + classOf(Math.abs(difference), breaks)
  return Math.sign(difference) * step
}
