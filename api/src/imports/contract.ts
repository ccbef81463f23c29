import { z } from '@hono/zod-openapi'
import { Datum, Instant, plainText, Text } from '../wire.ts'

/** More than any city's grids: a file of this size is some million vertices. */
export const mostImportBytes = 256 * 2 ** 20

export const ImportState = z.enum([
  'reading',
  'unmapped',
  'checking',
  'checked',
  'drafted',
  'failed',
  'cancelled',
])
export type ImportState = z.infer<typeof ImportState>

const Field = plainText(z.string().max(200))

/** Where the grids of one level come from; `layer` null: they stay as the city has them. */
const LevelSource = z.strictObject({
  level: z.string().max(40),
  layer: Field.nullable(),
  only: z.strictObject({ field: Field, value: Field }).nullable(),
  code: Field.nullable(),
  name: Field.nullable(),
  nameEn: Field.nullable(),
  parent: Field.nullable(),
})

/** What a person says of a file, or what was guessed of it. */
export const ImportMapping = z.strictObject({
  /** Largest first, as the city's levels. */
  levels: z.array(LevelSource).min(1).max(12),
  datum: Datum,
  /** EPSG code for a file that names no reference system, or a wrong one. */
  srid: z.number().int().min(1).max(999_999).nullable(),
  /** Latitude before longitude. */
  swapped: z.boolean(),
})
export type ImportMapping = z.infer<typeof ImportMapping>

const Code = z.string().max(80)
/** What a person may choose for a fault. */
export const Repair = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('give'), to: Code }),
  z.strictObject({ kind: z.literal('recode'), to: Code }),
  z.strictObject({ kind: z.enum(['leave', 'drop', 'close', 'even-odd', 'insert', 'cut', 'join', 'derive']) }),
  z.strictObject({ kind: z.literal('thin'), meters: z.number().positive() }),
])
export type Repair = z.infer<typeof Repair>

export const ImportFault = z.object({
  /** Stays the same, however often the file is checked. */
  id: z.string(),
  code: z.string(),
  level: z.string().nullable(),
  grids: z.array(z.string()),
  /** Counted from 1, as in the file. */
  rows: z.array(z.number().int()),
  at: z.tuple([z.number(), z.number()]).nullable(),
  squareMeters: z.number().nullable(),
  count: z.number().int(),
  /** The usual one first; none: the file has to be mended where it was made. */
  repairs: z.array(Repair),
  chosen: Repair.nullable(),
  /** The place itself: coordinates of polygons. */
  shape: z.array(z.array(z.array(z.array(z.number())))),
})
export type ImportFault = z.infer<typeof ImportFault>

export const ImportReport = z.object({
  faults: z.array(ImportFault),
  /** How many there are of each code; of very many only the first are listed. */
  faultCounts: z.record(z.string(), z.number().int()),
  /** Faults that nobody has decided yet, and how many of each code; reports of earlier releases do not say these. */
  open: z.number().int(),
  openCounts: z.record(z.string(), z.number().int()).optional(),
  stuck: z.number().int(),
  grids: z.record(z.string(), z.number().int()),
  faces: z.number().int(),
  vertices: z.number().int(),
  /** Nothing to decide, but to know. */
  notes: z.object({
    /** Coordinates of more than seven decimals, and how far the farthest was moved, in degrees. */
    moved: z.number().int(),
    farthest: z.number(),
    /** Points twice in a row. */
    repeated: z.number().int(),
    /** Rows whose heights are left out, rows that are named by their code, and names of which only the beginning is taken. */
    heights: z.number().int(),
    unnamed: z.number().int(),
    shortened: z.number().int().default(0),
  }),
})
export type ImportReport = z.infer<typeof ImportReport>

const Value = z.union([z.string(), z.number(), z.boolean()]).nullable()
export const ImportLayer = z.object({
  name: z.string(),
  rows: z.number().int(),
  /** Name of the reference system; null: the file does not say. */
  reference: z.string().nullable(),
  fields: z.array(z.string()),
  /** The first rows, in the order of the fields. */
  examples: z.array(z.array(Value)),
})
export type ImportLayer = z.infer<typeof ImportLayer>

export const GridImport = z.object({
  id: z.number().int(),
  file: z.string(),
  bytes: z.number().int(),
  state: ImportState,
  /** What is being done, while it is `reading` or `checking`. */
  step: z.enum(['waiting', 'reading', 'rows', 'shapes', 'outlines', 'writing']).nullable(),
  /** How much is done, 0 to 1, while something is being done. */
  progress: z.number().min(0).max(1).nullable(),
  author: z.string(),
  base: z.number().int(),
  levels: z.array(z.object({ key: z.string(), name: Text })),
  layers: z.array(ImportLayer),
  mapping: ImportMapping.nullable(),
  report: ImportReport.nullable(),
  /** Why it failed: a code of the file formats or of the geometry, and what it is about. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  draft: z.number().int().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type GridImport = z.infer<typeof GridImport>

export const GridImports = z.object({
  imports: z.array(GridImport.omit({ layers: true, mapping: true, report: true, levels: true })),
})

/** Choices are added to those made before; `usual` names codes of faults for all of which the repair offered first is chosen. */
export const RepairChoices = z.strictObject({
  choices: z.array(z.strictObject({ id: z.string().max(2000), repair: Repair })).max(5000),
  usual: z.array(z.string().max(40)).max(50).optional(),
})
export type RepairChoices = z.infer<typeof RepairChoices>

export const ImportedDraft = z.strictObject({ title: plainText(z.string().trim().min(1).max(120)) })
export type ImportedDraft = z.infer<typeof ImportedDraft>

/** Layer and columns of the areas: without them those that are mapped to leaf grids. Without a level the leaf level. */
export const CrosswalkQuery = z.strictObject({
  level: plainText(z.string().max(40)).optional(),
  layer: Field.optional(),
  code: Field.optional(),
  name: Field.optional(),
  /** `geojson`: the areas themselves, to be drawn. */
  format: z.enum(['json', 'csv', 'geojson']).optional(),
})
export type CrosswalkQuery = z.infer<typeof CrosswalkQuery>

/** Of the whole, 0 to 1; null: of nothing. */
const Share = z.number().nullable()
export const CrosswalkRow = z.object({
  /** Null: ground and incidents outside of all areas. */
  area: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** Null: outside of all grids. */
  grid: z.object({ code: z.string(), name: Text }).nullable(),
  squareMeters: z.number(),
  ofArea: Share,
  ofGrid: Share,
  /** Reported in the year before. */
  incidents: z.number().int(),
  ofAreaIncidents: Share,
  ofGridIncidents: Share,
})
export type CrosswalkRow = z.infer<typeof CrosswalkRow>

export const Crosswalk = z.object({
  version: z.number().int(),
  level: z.string(),
  layer: z.string(),
  /** Rows of the layer without a code, or without a polygon. */
  leftOut: z.number().int(),
  rows: z.array(CrosswalkRow),
})
export type Crosswalk = z.infer<typeof Crosswalk>

/** The areas in WGS84, a feature each; of very many points only some, enough to draw them. */
export const CrosswalkAreas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string(), name: z.string() }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.array(z.number())))),
      }),
    }),
  ),
})
export type CrosswalkAreas = z.infer<typeof CrosswalkAreas>
