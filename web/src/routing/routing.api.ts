import { Route } from '@jingwei/api/routing/contract.ts'
import type { Datum } from '@jingwei/api/wire.ts'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { Datum, Route }

/** Where a report from this point would go, and why. */
export const routeQuery = (lon: number, lat: number, datum: Datum = 'wgs84', at?: string) =>
  queryOptions({
    queryKey: ['routing', lon, lat, datum, at ?? null],
    queryFn: ({ signal }) => get('/api/route', Route, { lon, lat, datum, at }, signal),
    staleTime: 60_000,
    retry: 1,
  })
