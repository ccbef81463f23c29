import type { CrosswalkRow } from './imports.api.ts'

/** In the order in which they stand. */
export const columns = [
  'area',
  'grid',
  'squareMeters',
  'ofArea',
  'ofGrid',
  'incidents',
  'ofAreaIncidents',
  'ofGridIncidents',
] as const
export type Column = (typeof columns)[number]

/** Pairs of which an area or grid has these words in its name or code. */
export function filteredPairs(rows: readonly CrosswalkRow[], wanted: string): readonly CrosswalkRow[] {
  const words = wanted.trim().toLowerCase().split(/\s+/)
  return rows.filter(({ area, grid }) => {
    const said = [area?.code, area?.name, grid?.code, grid?.name.zh, grid?.name.en].join(' ').toLowerCase()
    return words.every(word => said.includes(word))
  })
}

/** By one column, what is outside of all last, equal ones as they were. */
export function sortedPairs(
  rows: readonly CrosswalkRow[],
  { column, isFalling }: { column: Column; isFalling: boolean },
): CrosswalkRow[] {
  const turn = isFalling ? -1 : 1
  return [...rows].sort((a, b) => {
    if (column === 'area' || column === 'grid') {
      const [p, q] = [a[column]?.code, b[column]?.code]
      if (p === undefined || q === undefined) return Number(p === undefined) - Number(q === undefined)
      return turn * p.localeCompare(q, 'en', { numeric: true })
    }
    const [p, q] = [a[column], b[column]]
    if (p === null || q === null) return Number(p === null) - Number(q === null)
    return turn * (p - q)
  })
}

/** As the address has a pair: code of the area, code of the grid; outside of all it is nothing. */
export function pairOf({ area, grid }: Pick<CrosswalkRow, 'area' | 'grid'>): string {
  return `${area?.code ?? ''}|${grid?.code ?? ''}`
}

/** Codes of ours have no bar, another department's may. */
export function codesOfPair(pair: string): readonly [area: string, grid: string] {
  const bar = pair.lastIndexOf('|')
  return [pair.slice(0, bar), pair.slice(bar + 1)]
}
