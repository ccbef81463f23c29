import { z } from '@hono/zod-openapi'

/** `GET /tiles/grids.json`: TileJSON 3.0.0 of the version in force. */
export const TileJson = z.object({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  /** The version of the grids. */
  version: z.string(),
  scheme: z.literal('xyz'),
  tiles: z.array(z.string()),
  minzoom: z.number().int(),
  maxzoom: z.number().int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  vector_layers: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      minzoom: z.number().int(),
      maxzoom: z.number().int(),
      fields: z.record(z.string(), z.string()),
    }),
  ),
})
export type TileJson = z.infer<typeof TileJson>

export const lowestZoom = 4
/** Finer than half a metre: beyond it the map draws the same tile larger. */
export const highestZoom = 15

/**
 * Layers of a tile, `GET /tiles/grids/{version}/{z}/{x}/{y}.mvt`. A level is there from the zoom at which its grids can be told apart; ids of
 * features are those of the grids, the same in every tile and version. Nothing that changes with the cases is in a tile.
 */
export const tileLayers = {
  /** Polygons: every grid of the levels that are there. */
  grids: 'grids',
  /** Lines: each border once, with the highest level that it parts; `*` around everything. */
  borders: 'borders',
  /** Points surely inside their grid, for its name. */
  names: 'names',
} as const
