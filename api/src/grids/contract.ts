import { z } from '@hono/zod-openapi'
import { At, Cursor, GridCode, plainText, queryNumber, Text } from '../wire.ts'

/** One grid as lists show it. */
export const GridSummary = z.object({
  code: GridCode,
  level: z.string(),
  parent: GridCode.nullable(),
  name: Text,
  kind: z.string().nullable(),
  net: z.string().nullable(),
  households: z.number().int().nullable(),
  areaSquareMeters: z.number(),
  /** A point surely inside, for labels and fly-to: lon, lat. */
  labelPoint: z.tuple([z.number(), z.number()]),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  childCount: z.number().int(),
  /** Incidents open, in this grid or below it. */
  openIncidents: z.number().int(),
  synthetic: z.boolean(),
})
export type GridSummary = z.infer<typeof GridSummary>

export const GridQuery = z.strictObject({
  level: plainText(z.string().max(40)).optional(),
  parent: GridCode.optional(),
  /** Part of a code or a name. */
  q: plainText(z.string().trim().max(60)).optional(),
  at: At,
  limit: queryNumber(z.number().int().min(1).max(2000)).optional(),
  cursor: Cursor.optional(),
})
export type GridQuery = z.infer<typeof GridQuery>

export const GridPage = z.object({
  version: z.number().int(),
  grids: z.array(GridSummary),
  next: z.string().nullable(),
})
export type GridPage = z.infer<typeof GridPage>

/** A person's duty at a grid; `person` is null while the post is vacant. Names in the demo city are fictitious. */
export const PostView = z.object({
  id: z.number().int(),
  role: z.string(),
  title: Text,
  net: z.string().nullable(),
  person: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  grid: z.object({ code: GridCode, name: Text, level: z.string() }),
})
export type PostView = z.infer<typeof PostView>

/** `GET /api/grids/{code}?at`: everything the inspector says of a grid. */
export const GridDetail = GridSummary.extend({
  version: z.number().int(),
  /** Largest first, this grid last. */
  chain: z.array(z.object({ level: z.string(), code: GridCode, name: Text })),
  children: z.array(GridSummary),
  /** Grids of the same level that share a border with it, longest border first. */
  neighbours: z.array(z.object({ code: GridCode, name: Text, sharedMeters: z.number() })),
  /** Lead first. */
  posts: z.array(PostView),
  /** The center that serves it: its own, else the nearest to its label point. */
  center: z.object({ code: z.string(), name: Text, distanceMeters: z.number() }).nullable(),
  openByStatus: z.record(z.string(), z.number().int()),
})
export type GridDetail = z.infer<typeof GridDetail>

/** Without a level: all of them, largest first. A shapefile comes as an archive of one for each level. */
export const GridExportQuery = z.strictObject({
  format: z.enum(['geojson', 'gpkg', 'shp', 'csv']),
  level: plainText(z.string().max(40)).optional(),
})
export type GridExportQuery = z.infer<typeof GridExportQuery>

export const GridAtQuery = z.strictObject({ at: At })
export type GridAtQuery = z.infer<typeof GridAtQuery>
