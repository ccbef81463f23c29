import { type Counter, counters, type Indicator, type Indicators } from './contract.ts'

export type Counts = Record<Counter, number>
type Values = Indicators['values']

/** Every indicator from the counts; null where there is nothing to divide by. */
export function reckon(indicators: readonly Indicator[], counts: Counts): Values {
  return Object.fromEntries(
    indicators.map(({ key, numerator, denominator, minus }) => {
      const below = sum(counts, denominator) - sum(counts, minus)
      return [key, below > 0 ? sum(counts, numerator) / below : null]
    }),
  )
}

/** @param row in the order of `counters` */
export function countsOf(row: readonly number[]): Counts {
  return Object.fromEntries(counters.map((counter, i) => [counter, row[i] ?? 0])) as Counts
}

export function added(rows: Iterable<Counts>): Counts {
  const total = countsOf([])
  for (const row of rows) for (const counter of counters) total[counter] += row[counter]
  return total
}

function sum(counts: Counts, keys: readonly Counter[]): number {
  return keys.reduce((total, key) => total + counts[key], 0)
}
