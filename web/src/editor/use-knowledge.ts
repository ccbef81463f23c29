import { GridPage } from '@jingwei/api/grids/contract.ts'
import { toUnits } from '@jingwei/geodata/geometry/units.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../api.ts'
import { openPointsQuery } from '../incidents/incidents.api.ts'
import type { GridKnowledge } from './figures.ts'

/** Households of all grids of a level, page by page. */
const householdsQuery = (level: string) =>
  queryOptions({
    queryKey: ['grids', 'households', level],
    queryFn: async ({ signal }) => {
      const households = new Map<string, number>()
      for (let cursor: string | undefined; ; ) {
        const page = await get('/api/grids', GridPage, { level, limit: 2000, cursor }, signal)
        for (const { code, households: count } of page.grids) if (count !== null) households.set(code, count)
        if (page.next === null) return households
        cursor = page.next
      }
    },
    staleTime: 5 * 60_000,
    structuralSharing: false,
  })

/** What is counted in the grids, as far as it has arrived. */
export function useKnowledge(leafLevel: string): GridKnowledge {
  const { data: households } = useQuery(householdsQuery(leafLevel))
  const { data: points } = useQuery(openPointsQuery())
  return useMemo(
    () => ({
      households: households ?? new Map(),
      open: (points?.rows ?? []).map(([, lon, lat]) => [toUnits(lon), toUnits(lat)] as const),
    }),
    [households, points],
  )
}
