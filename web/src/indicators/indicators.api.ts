import { type Counter, counters, type Indicator, Indicators } from '@jingwei/api/indicators/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { View } from '../view.ts'

export type { Counter, Indicator, Indicators }
export { counters }

/** What is counted: a part of the view, under the names of the API. */
export interface IndicatorScope {
  readonly at?: string | undefined
  readonly grid?: string | undefined
  readonly class?: string | undefined
  readonly net?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
export type Grouping = 'grid' | 'class' | 'net' | 'month'

/** The selected grid, else the one the lists are narrowed to, else the city. */
export function scopeOfView({ at, grid, within, class: classes, net, from, to }: View): IndicatorScope {
  return { at, grid: grid ?? within, class: classes, net, from, to }
}

/** @param level of the grids, for `by` grid; without one those just below */
export const indicatorsQuery = (scope: IndicatorScope, by: Grouping, level?: string) =>
  queryOptions({
    queryKey: ['indicators', scope, by, level],
    queryFn: ({ signal }) => get('/api/indicators', Indicators, { ...scope, by, level }, signal),
    staleTime: 15_000,
    // everything of the scope is counted anew: not with each step of a case
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  })
