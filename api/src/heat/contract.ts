import { z } from '@hono/zod-openapi'
import { incidentFilterShape } from '../incidents/contract.ts'
import { queryNumber } from '../wire.ts'

/** Most cells an answer may hold; the cell grows until they fit. */
export const maxHeatCells = 25_000

export const HeatQuery = z.strictObject({
  ...incidentFilterShape,
  /** The map's zoom; the cell is about 8 screen pixels wide there. */
  zoom: queryNumber(z.number().min(0).max(24)).optional(),
  format: z.enum(['json', 'binary']).optional(),
})
export type HeatQuery = z.infer<typeof HeatQuery>

/**
 * Cells of the Web-Mercator tile pyramid at `cellZoom`: tile x, tile y, incidents.
 * Binary form (`format=binary`, little endian): uint32 magic 0x4a574854 "JWHT", uint32 cellZoom, uint32 n, uint32 total,
 * then n × uint32 x, n × uint32 y, n × uint32 count.
 */
export const Heat = z.object({
  cellZoom: z.number().int(),
  /** Width of a cell on the ground, in metres, at the city's latitude. */
  cellMeters: z.number(),
  /** Incidents that match the filter, the same number that the list would give. */
  total: z.number().int(),
  /** Of these the ones that named a grid instead of a place: they are in no cell. */
  withoutPlace: z.number().int(),
  max: z.number().int(),
  cells: z.array(z.tuple([z.number().int(), z.number().int(), z.number().int()])),
})
export type Heat = z.infer<typeof Heat>
