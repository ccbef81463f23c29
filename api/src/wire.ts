import { z } from '@hono/zod-openapi'

/** Values that several contracts share. Browser-safe: the web's forms use the same objects. */

/** Datum that a caller's coordinates are in. Stored is always WGS84, which CGCS2000 equals at our accuracy. */
export const Datum = z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09'])
export type Datum = z.infer<typeof Datum>

/** Degrees east, -180…180. */
export const Lon = z.number().min(-180).max(180)
/** Degrees north, -90…90. */
export const Lat = z.number().min(-90).max(90)

/** RFC 3339 with a zone: `2026-03-01T08:00:00+08:00` or `…Z`. */
export const Instant = z.iso.datetime({ offset: true })

/** Chinese first; English where the source or the field has one. */
export const Text = z.object({ zh: z.string(), en: z.string().optional() })
export type Text = z.infer<typeof Text>

/** A grid's code: digits and local suffix, opaque to every reader. */
export const GridCode = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[0-9A-Za-z-]+$/)

/** A member of a chain of grids, largest first. */
export const ChainLink = z.object({ level: z.string(), code: z.string(), name: Text })
export type ChainLink = z.infer<typeof ChainLink>

/** Query strings carry text: these read a number or a list out of it, and refuse NaN and blanks. */
export const queryNumber = (inner: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(inner)
/** `west,south,east,north` in WGS84 degrees. */
export const Bbox = z
  .string()
  .transform(text => text.split(',').map(Number))
  .pipe(z.tuple([Lon, Lat, Lon, Lat]))
  .refine(([west, south, east, north]) => west < east && south < north)
export const Cursor = z.string().max(200)
