import { z } from '@hono/zod-openapi'
import { LiveEvent } from '../events/contract.ts'
import { IncidentStatus } from '../incidents/contract.ts'
import { ChainLink, GridCode, Instant, Int4, Lat, Lon, plainText, queryNumber, Text } from '../wire.ts'

/**
 * The numbers of the wall. `filter` is the question to `GET /api/incidents` that lists exactly the cases of the number (of a share: those
 * it is a share of), where the number is of now.
 */
export const figureKeys = [
  /** The counter `open`. */
  'open',
  /** The counter `overdue`. */
  'overdue',
  /** The counter `reported` of the city's day. */
  'reported-today',
  /** The counter `closed`, of those closed on the city's day. */
  'closed-today',
  /** The indicator `on-time-closing-rate` of the last seven days. */
  'on-time',
  /** Middle one of the times from report to taking, of those taken in the last 24 hours, in minutes. */
  'minutes-to-take',
  /** Middle one of the times from report to closing, of those closed in the last 24 hours, in minutes. */
  'minutes-to-close',
] as const
const Filter = z.record(z.string(), z.string())
export const Figure = z.object({
  key: z.enum(figureKeys),
  /** A number of cases, a share (1 = 100 %), or minutes; null: nothing to reckon from. */
  value: z.number().nullable(),
  /** Middle one of the values at the same time of the same weekday in the weeks before; null: the log is too young. */
  usual: z.number().nullable(),
  filter: Filter,
})
export type Figure = z.infer<typeof Figure>

const GridRef = z.object({ code: GridCode, name: Text, level: z.string() })

/** Why a grid is in trouble; the largest reason first. `surge`: so many more were reported today than usual by now. */
export const TroubleReason = z.object({
  code: z.enum(['overdue', 'escalated', 'surge', 'vacant']),
  count: z.number().int(),
  filter: Filter.nullable(),
})

const Load = { open: z.number().int(), overdue: z.number().int() }

/** `GET /api/wall`: all that the wall says at a glance, of one moment. */
export const WallPicture = z.object({
  at: Instant,
  /** Every step up to here is counted in. */
  seq: z.number().int(),
  /** The version of grids in force at `at`. */
  version: z.number().int(),
  dayStart: Instant,
  figures: z.array(Figure),
  /** Worst first, at most five. */
  trouble: z.array(z.object({ grid: GridRef, ...Load, reasons: z.array(TroubleReason) })),
  /** The city's nets in their order. */
  nets: z.array(
    z.object({
      key: z.string(),
      name: Text,
      ...Load,
      reportedToday: z.number().int(),
      closedToday: z.number().int(),
      filter: Filter,
    }),
  ),
  /** Every grid of the largest level in order of codes: posts that somebody holds, of all posts in it and below. */
  staffing: z.array(
    z.object({
      grid: GridRef,
      ...Load,
      leads: z.object({ held: z.number().int(), all: z.number().int() }),
      workers: z.object({ held: z.number().int(), all: z.number().int() }),
    }),
  ),
  /** 24 hours by the clock, the last one still running. */
  timeline: z.array(
    z.object({
      from: Instant,
      reported: z.number().int(),
      closed: z.number().int(),
      usual: z.number().nullable(),
    }),
  ),
  /** Newest first. Neither who did it nor what was written. */
  moves: z.array(
    z.object({
      seq: z.number().int(),
      at: Instant,
      id: z.number().int(),
      number: z.string(),
      verb: z.string(),
      status: IncidentStatus,
      classCode: z.string(),
      net: z.string(),
      grid: GridRef.nullable(),
    }),
  ),
  /** Grids that were made, ended or changed by versions of the last seven days, the newest version first. */
  changes: z.array(
    z.object({
      version: z.number().int(),
      at: Instant,
      grids: z.array(GridRef.extend({ change: z.enum(['created', 'retired', 'changed']) })),
    }),
  ),
})
export type WallPicture = z.infer<typeof WallPicture>

export const WallQuery = z.strictObject({
  /** A moment of the past, by what is known of it today. */
  at: Instant.optional(),
  /** Wants every step up to here counted in: the sequence number that the stream told. */
  after: queryNumber(z.number().int().min(0).max(1e15)).optional(),
})
export type WallQuery = z.infer<typeof WallQuery>

/**
 * `GET /api/wall/open`: the cases that are open at a moment and have a place, as
 * `[id, lon, lat, class, status, grid, late]`: places in the lists beside, grid -1 for none, late 1 when its time is up.
 */
export const WallOpen = z.object({
  at: Instant,
  seq: z.number().int(),
  classes: z.array(z.string()),
  statuses: z.array(IncidentStatus),
  grids: z.array(GridCode),
  rows: z.array(z.tuple([z.int(), z.number(), z.number(), z.int(), z.int(), z.int(), z.int()])),
  truncated: z.boolean(),
})
export type WallOpen = z.infer<typeof WallOpen>
export const WallOpenQuery = z.strictObject({ at: Instant.optional() })

/** `GET /api/wall/steps`: what happened in `(from, to]`, of an hour at most; the shape of `LiveEvent`. */
export const WallStepsQuery = z.strictObject({ from: Instant, to: Instant })
export const WallSteps = z.object({ steps: z.array(LiveEvent) })
export type WallSteps = z.infer<typeof WallSteps>

/** A case as the wall shows it when it interrupts: no title, no text, no names. */
export const WallCase = z.object({
  id: z.number().int(),
  number: z.string(),
  classCode: z.string(),
  net: z.string(),
  status: IncidentStatus,
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  reportedAt: Instant,
  dueAt: Instant.nullable(),
  /** Levels above its own grid that it was taken up to. */
  escalatedBy: z.number().int(),
  /** Largest grid first; what its lead is called, and whether somebody is. */
  chain: z.array(ChainLink.extend({ lead: Text.nullable(), held: z.boolean() })),
  /** Nearest first. */
  centers: z.array(
    z.object({ code: z.string(), name: Text, lon: z.number(), lat: z.number(), meters: z.number() }),
  ),
})
export type WallCase = z.infer<typeof WallCase>

/** `GET /api/wall/events`: the stream of `GET /api/events`, and in it `event: wall` with this, at the beginning and when it changes. */
export const WallSign = z.object({ programme: z.number().int(), remote: z.number().int() })
export type WallSign = z.infer<typeof WallSign>

const seconds = z.number().int().min(5).max(600)
const title = z.strictObject({
  zh: plainText(z.string().trim().min(1).max(40)),
  en: plainText(z.string().trim().min(1).max(80)).optional(),
})
/** What the wall shows for a while. */
export const Scene = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('city'), seconds }),
  /** Each grid of the largest level, one after another, `seconds` each. */
  z.strictObject({ kind: z.literal('grids'), seconds }),
  z.strictObject({ kind: z.literal('overdue'), seconds }),
  /** The heat of the last 24 hours, hour by hour. */
  z.strictObject({ kind: z.literal('heat-day'), seconds }),
  z.strictObject({ kind: z.literal('centers'), seconds }),
  /** Boundaries that changed in the last seven days; left out when there are none. */
  z.strictObject({ kind: z.literal('changes'), seconds }),
  /** Some grids, some classes, or both, under a title. */
  z.strictObject({
    kind: z.literal('chosen'),
    seconds,
    title,
    grids: z.array(GridCode).max(200),
    classes: z.array(plainText(z.string().min(1).max(40))).max(100),
  }),
])
export type Scene = z.infer<typeof Scene>

const percent = z.number().min(0).max(30)
const programmeShape = {
  scenes: z.array(Scene).min(1).max(40),
  /** Edges that nobody sees, in percent of the height and the width: top, right, bottom, left. */
  safe: z.tuple([percent, percent, percent, percent]),
  /** Displays side by side: nothing is written across a joint. */
  displays: z.number().int().min(1).max(12),
}
/** `rev` is the one that the caller has seen. */
export const ProgrammeChange = z.strictObject({ rev: Int4.min(1), ...programmeShape })
export type ProgrammeChange = z.infer<typeof ProgrammeChange>
export const Programme = z.object({ rev: z.number().int(), ...programmeShape })
export type Programme = z.infer<typeof Programme>

/** What a scene is called by the remote: its place in the programme and, of `grids`, the grid. */
const SceneName = z.strictObject({ scene: z.number().int().min(0).max(39), grid: GridCode.optional() })

export const RemoteAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('pin'), ...SceneName.shape }),
  /** Back to the rotation. */
  z.strictObject({ act: z.literal('release') }),
  z.strictObject({ act: z.literal('skip') }),
  /** A place, and what there is to say of it. */
  z.strictObject({
    act: z.literal('point'),
    lon: Lon.min(-180).max(180),
    lat: Lat.min(-90).max(90),
    note: plainText(z.string().trim().max(60)),
  }),
  z.strictObject({ act: z.literal('clear') }),
])
export type RemoteAct = z.infer<typeof RemoteAct>

/** What the remote has done to the wall. */
export const Remote = z.object({
  rev: z.number().int(),
  pinned: SceneName.nullable(),
  /** How often `skip` was pressed, ever. */
  skips: z.number().int(),
  /** `note` is empty for visitors. */
  pointer: z.object({ lon: z.number(), lat: z.number(), note: z.string(), at: Instant }).nullable(),
})
export type Remote = z.infer<typeof Remote>
