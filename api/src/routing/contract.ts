import { z } from '@hono/zod-openapi'
import { ChainLink, Datum, GridCode, Instant, Lat, Lon, queryNumber, Text } from '../wire.ts'

/**
 * Why a report went where it went.
 * `inside`; `on-border`: on a shared border, the lowest grid code wins; `near`: outside, but within the city's
 * `nearMeters`, flagged for a person; `outside`: no grid, kept in the city-level queue; `named-grid`: the report named a
 * grid instead of a place (incidents only, never an answer of `/api/route`).
 */
export const RouteReason = z.enum(['inside', 'on-border', 'near', 'outside', 'named-grid'])
export type RouteReason = z.infer<typeof RouteReason>

/** Codes of what looks wrong with the input although it was accepted. */
export const RouteWarning = z.enum([
  'inside-if-gcj02',
  'inside-if-bd09',
  'inside-if-wgs84',
  'inside-if-swapped',
])
export type RouteWarning = z.infer<typeof RouteWarning>

export const Owner = z.object({
  post: z.number().int(),
  role: z.string(),
  title: Text,
  name: z.string(),
  grid: z.object({ code: GridCode, level: z.string(), name: Text }),
  /** True where the leaf grid's own post is vacant and the duty climbed to a parent. */
  climbed: z.boolean(),
})
export type Owner = z.infer<typeof Owner>

export const Route = z.object({
  version: z.number().int(),
  reason: RouteReason,
  /** The point as it was routed, WGS84, to 1e-7 degrees: lon, lat. Null only for `named-grid`. */
  point: z.tuple([z.number(), z.number()]).nullable(),
  /** Largest level first; empty when `outside`. */
  chain: z.array(ChainLink),
  owner: Owner.nullable(),
  center: z.object({ code: z.string(), name: Text, distanceMeters: z.number() }).nullable(),
  /** Only when `near`: how far outside the nearest grid. */
  outsideMeters: z.number().optional(),
  warning: RouteWarning.optional(),
})
export type Route = z.infer<typeof Route>

export const RouteQuery = z.strictObject({
  lon: queryNumber(Lon),
  lat: queryNumber(Lat),
  datum: Datum.optional(),
  at: Instant.optional(),
})
export type RouteQuery = z.infer<typeof RouteQuery>

/** Points a batch request may carry. */
export const maxBatchPoints = 50_000

export const RouteBatch = z.strictObject({
  /** At most `maxBatchPoints`, else `too-many-points`. */
  points: z.array(z.tuple([Lon, Lat])).min(1),
  datum: Datum.optional(),
  at: Instant.optional(),
})
export type RouteBatch = z.infer<typeof RouteBatch>

/** Same order as the request. `chain` repeats per point; owners and centers too: clients read one answer per point. */
export const RouteBatchAnswer = z.object({ version: z.number().int(), routes: z.array(Route) })
export type RouteBatchAnswer = z.infer<typeof RouteBatchAnswer>
