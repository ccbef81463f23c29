import { z } from '@hono/zod-openapi'
import { incidentFilterShape } from '../incidents/contract.ts'
import { GridCode, Instant, Int4, plainText, Rev, Text } from '../wire.ts'

/** What is shown of a grid: incidents, or incidents for each of something. */
export const measures = ['count', 'area', 'households', 'workers'] as const
export const Measure = z.enum(measures)
export type Measure = z.infer<typeof Measure>

const level = plainText(z.string().min(1).max(40))

export const TallyQuery = z.strictObject({ ...incidentFilterShape, level })
export type TallyQuery = z.infer<typeof TallyQuery>

/** What a measure divides by; null where nobody knows. */
export const GridBase = z.object({
  squareKilometers: z.number(),
  households: z.number().int().nullable(),
  /** 网格员 who hold a post in it or below it today. */
  workers: z.number().int(),
})
export type GridBase = z.infer<typeof GridBase>

/**
 * `GET /api/analysis/grids`: the incidents of a filter by grid of one level, in order of codes. `GET /api/incidents` with the same filter and
 * `grid` lists exactly the cases of a row.
 */
export const Tally = z.object({
  at: Instant,
  level: z.string(),
  /** Everything that the filter means. */
  total: z.number().int(),
  /** Of these the ones that no grid of this level has: of grids above it, or of the city's own queue. */
  elsewhere: z.number().int(),
  rows: z.array(z.object({ code: GridCode, name: Text, count: z.number().int(), ...GridBase.shape })),
})
export type Tally = z.infer<typeof Tally>
export type TallyRow = Tally['rows'][number]

export const TimeStep = z.enum(['day', 'week', 'month'])
export type TimeStep = z.infer<typeof TimeStep>

export const TimesQuery = z.strictObject({ ...incidentFilterShape, step: TimeStep.optional() })
export type TimesQuery = z.infer<typeof TimesQuery>

/** `GET /api/analysis/times`: the incidents of a filter along the city's calendar, and by the hour of the week. */
export const Times = z.object({
  step: TimeStep,
  /** Edge i to edge i + 1 is one step; the first and the last one end where the period asked for does. */
  edges: z.array(Instant),
  counts: z.array(z.number().int()),
  /** 168 hours from Monday 0 o'clock. */
  week: z.array(z.number().int()),
})
export type Times = z.infer<typeof Times>

export const FramesQuery = z.strictObject({
  ...incidentFilterShape,
  level,
  step: TimeStep.exclude(['day']),
})
export type FramesQuery = z.infer<typeof FramesQuery>

/** `GET /api/analysis/frames`: one tally for each step, for a film that keeps its scale. */
export const Frames = z.object({
  edges: z.array(Instant),
  rows: z.array(z.object({ code: GridCode, counts: z.array(z.number().int()) })),
})
export type Frames = z.infer<typeof Frames>

export const HotSpotsQuery = z.strictObject({
  ...incidentFilterShape,
  level,
  measure: Measure.optional(),
})
export type HotSpotsQuery = z.infer<typeof HotSpotsQuery>

/**
 * `GET /api/analysis/hot-spots`: Getis-Ord Gi* of every grid of a level, each with itself and the grids it shares a border with as one
 * neighbourhood of equal weights. `p` is two-sided, by the normal approximation; `q` is p after Benjamini and Hochberg over all grids
 * tested: of the grids with q ≤ 0.05 some 5 % are expected to be there by chance.
 */
export const HotSpots = z.object({
  level: z.string(),
  measure: Measure,
  /** Grids that were tested; those without a value (nothing to divide by) are not. */
  tested: z.number().int(),
  mean: z.number(),
  /** True when the test says nothing here: too few grids, or all the same. */
  idle: z.boolean(),
  rows: z.array(
    z.object({
      code: GridCode,
      name: Text,
      value: z.number(),
      /** Itself not counted. */
      neighbours: z.number().int(),
      z: z.number(),
      p: z.number(),
      q: z.number(),
    }),
  ),
})
export type HotSpots = z.infer<typeof HotSpots>

/** Grids with a q up to this are called hot or cold. */
export const falseDiscoveryRate = 0.05
/** Fewer grids than this are not tested. */
export const fewestTested = 12
/** A rate of fewer incidents than this moves a lot when one comes or goes. */
export const smallNumber = 5

/** Incidents, or incidents for each km², 1,000 households or worker; null when there is nothing to divide by. */
export function measured(measure: Measure, count: number, base: GridBase): number | null {
  const { squareKilometers, households, workers } = base
  const over = { count: 1, area: squareKilometers, households: (households ?? 0) / 1000, workers }[measure]
  return over > 0 ? count / over : null
}

const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)

/**
 * `GET /api/analysis/public`: these are all filters there are. Whole months by the city's calendar, both included; a level no finer than
 * `levels` says.
 */
export const PublicQuery = z.strictObject({
  level: level.optional(),
  from: month.optional(),
  to: month.optional(),
  state: z.enum(['open', 'ended']).optional(),
})
export type PublicQuery = z.infer<typeof PublicQuery>

/** For those who may not read the cases: every number is a multiple of `least`, as of midnight `until`; see docs/decisions/012. */
export const PublicCounts = z.object({
  level: z.string(),
  /** Largest first. */
  levels: z.array(z.string()),
  least: z.number().int(),
  until: Instant,
  /** That have cases enough to be told. */
  months: z.array(z.string()),
  total: z.number().int(),
  rows: z.array(z.object({ code: GridCode, name: Text, count: z.number().int() })),
})
export type PublicCounts = z.infer<typeof PublicCounts>

export const ViewNote = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  text: plainText(z.string().trim().min(1).max(400)),
})
export type ViewNote = z.infer<typeof ViewNote>

/** A view under a name: the address is the view, notes are pinned to places. Shared: everybody who signs in may open it. */
export const NewSavedView = z.strictObject({
  name: plainText(z.string().trim().min(1).max(80)),
  address: plainText(z.string().max(4000)),
  notes: z.array(ViewNote).max(100),
  shared: z.boolean(),
})
export type NewSavedView = z.infer<typeof NewSavedView>

export const SavedViewChange = NewSavedView.extend({ rev: Rev })
export type SavedViewChange = z.infer<typeof SavedViewChange>

export const SavedView = z.object({
  id: Int4,
  name: z.string(),
  address: z.string(),
  notes: z.array(ViewNote),
  shared: z.boolean(),
  rev: z.number().int(),
  /** The account's display name. */
  author: Text,
  mine: z.boolean(),
  updatedAt: Instant,
})
export type SavedView = z.infer<typeof SavedView>
/** One's own, then what others share. */
export const SavedViews = z.object({ views: z.array(SavedView) })
export type SavedViews = z.infer<typeof SavedViews>
