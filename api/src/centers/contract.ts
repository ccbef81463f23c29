import { z } from '@hono/zod-openapi'
import { At, GridCode, Lat, Lon, numberList, queryNumber, Text } from '../wire.ts'

export const Center = z.object({
  code: z.string(),
  name: Text,
  lon: z.number(),
  lat: z.number(),
  grid: z.object({ code: GridCode, name: Text, level: z.string() }),
  nets: z.array(z.string()),
  services: z.array(z.string()),
  hours: z.string().nullable(),
  synthetic: z.boolean(),
  /** Great-circle metres from `near`, when asked. */
  distanceMeters: z.number().optional(),
})
export type Center = z.infer<typeof Center>

export const CenterQuery = z.strictObject({
  /** `lon,lat` in WGS84: nearest first. */
  near: z
    .string()
    .regex(numberList(2))
    .transform(text => text.split(',').map(Number))
    .pipe(z.tuple([Lon, Lat]))
    .optional(),
  limit: queryNumber(z.number().int().min(1).max(1000)).optional(),
  /** Only centers serving this grid or one below it. */
  grid: GridCode.optional(),
  at: At,
})
export type CenterQuery = z.infer<typeof CenterQuery>

export const CenterList = z.object({ centers: z.array(Center) })
export type CenterList = z.infer<typeof CenterList>
