import { z } from '@hono/zod-openapi'
import { Instant, plainText, Text } from '../wire.ts'

/** `GET /api/city`: what this city is made of. The page knows nothing of a city but this. */
export const City = z.object({
  code: z.string(),
  name: Text,
  timeZone: z.string(),
  /** Largest first. `count` is of the current version. */
  levels: z.array(
    z.object({
      key: z.string(),
      name: Text,
      scope: Text,
      leadTitle: Text,
      kinds: z.array(z.object({ key: z.string(), name: Text })),
      count: z.number().int(),
      /** Side of a square as large as its median grid; 0 without grids. */
      typicalMeters: z.number(),
    }),
  ),
  nets: z.array(z.object({ key: z.string(), name: Text })),
  /** A duty without a name waits for the administrator: the source names only some of them. */
  duties: z.array(z.object({ code: z.string(), name: Text.nullable(), net: z.string().nullable() })),
  classes: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(['event', 'component']),
      major: z.object({ code: z.string(), name: Text }),
      name: Text,
      net: z.string(),
      duty: z.string().nullable(),
      limits: z.array(
        z.object({
          stage: z.string(),
          amount: z.number(),
          unit: z.enum(['working-hours', 'working-days', 'urgent-hours']),
        }),
      ),
    }),
  ),
  datums: z.array(z.object({ key: z.string(), name: Text })),
  centers: z.object({ count: z.number().int() }),
  workers: z.object({ count: z.number().int() }),
  /** `tiled`: too many to be loaded as a whole; the page draws them from `/tiles/grids.json`. */
  grids: z.object({ count: z.number().int(), tiled: z.boolean() }),
  /** The published version of grids that covers now. */
  version: z.number().int(),
  versions: z.object({ first: z.number().int(), firstEffectiveAt: Instant }),
  /** west, south, east, north of the gridded area. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  sources: z.array(
    z.object({ what: Text, real: z.boolean(), origin: z.string(), licence: z.string(), note: Text }),
  ),
  /** One sentence for the page; absent in a real city. */
  synthetic: Text.nullable(),
  /** What everybody is told here: the words of reports, and the names of those who hold posts. */
  open: z.object({ words: z.boolean(), names: z.boolean() }),
  /** True only on the demo city: demo accounts may be shown. */
  demo: z.boolean(),
  /** A deployment's own basemap, see docs/configuration.md. */
  basemap: z
    .object({ kind: z.enum(['style', 'raster', 'pmtiles']), url: z.string(), attribution: z.string() })
    .nullable(),
})
export type City = z.infer<typeof City>

/** Who may read cases one by one: everybody, or those who work on them. `least`: below it those outside are told nothing. */
export const Openness = z.strictObject({ cases: z.boolean(), least: z.number().int().min(2).max(1000) })
export type Openness = z.infer<typeof Openness>

const DutyWords = plainText(z.string().trim().min(1).max(60))
/** `PUT /api/city/duties/{code}`: what the source left empty, filled in by the city; null empties it again. */
export const DutyName = z.strictObject({
  name: z.strictObject({ zh: DutyWords, en: DutyWords.optional() }).nullable(),
})
export type DutyName = z.infer<typeof DutyName>
export const DutyCode = z.object({ code: plainText(z.string().min(1).max(40)) })
