/** What a grid has of something that is shared out: area, households, cases. */
export type Loads = ReadonlyMap<string, number>

export type Unevenness = { readonly grid: string; readonly times: number }

/** A grid may have so many times what is usual, or so small a part of it, before somebody is asked to look. */
const mostTimes = 3

/**
 * Of the grids asked about those that have far more than the median of all, in multiples of it, the worst first. Little is no
 * burden, so it is no warning; and where half of all have nothing no ratio says anything.
 */
export function overloaded(loads: Loads, asked: Iterable<string>): Unevenness[] {
  const usual = medianOf([...loads.values()])
  if (usual <= 0) return []
  return [...asked]
    .map(grid => ({ grid, times: (loads.get(grid) ?? 0) / usual }))
    .filter(({ times }) => times > mostTimes)
    .sort((a, b) => b.times - a.times)
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 1 ? half : half - 1] ?? 0, sorted[half] ?? 0]
  return (low + high) / 2
}
